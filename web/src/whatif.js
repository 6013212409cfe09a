// What the removal of a module's bindings would break.
import { breakable, h, many } from "./dom.js";
import { moduleLinks, section } from "./links.js";

const PARTS = [
  ["import_time", "Fails at import"],
  ["call_time", "Fails when called"],
  ["guarded", "Changes silently: guarded"],
  ["dangling", "Left dangling"],
];

/** The section of a module, null where nobody asked what its removal would do. */
export function whatIfs(model, store, module) {
  const name = model.names[module];
  const own = model.doc.what_ifs.filter((row) => row.statements.some((statement) => statement.symbol === name || statement.symbol.startsWith(`${name}:`)));
  return own.map((row) => section("What if this goes", verdict(model, store, row)));
}

function verdict(model, store, row) {
  return [
    h("p", {}, "Without ", h("code", {}, breakable(row.removed.join(", "))), ":"),
    h("p", { class: `verdict v-${row.verdict}` }, row.summary),
    PARTS.map(([key, title]) => (row[key].length ? part(model, store, title, row[key]) : null)),
  ];
}

function part(model, store, title, rows) {
  return h("details", {},
    h("summary", {}, h("span", { text: title }), h("span", { class: "figure wide", text: String(rows.length) })),
    h("ol", { class: "uses" }, rows.slice(0, 100).map((row) => h("li", {},
      moduleLinks(model, store, [model.number.get(row.module)], 1),
      h("p", { class: "facts" }, h("span", { class: "place", text: `line ${row.line ?? 0}` }),
        row.error ? h("span", { text: row.error }) : null, h("span", { class: "quiet" }, breakable(row.what ?? "")),
        row.certainty === "possible" ? h("span", { class: "possible", text: `possible${row.reason ? `: ${row.reason}` : ""}` }) : null,
        row.via?.length ? h("span", { class: "quiet", text: `through ${row.via.join(" → ")}` }) : null)))),
    rows.length > 100 ? h("p", { class: "quiet", text: `and ${many(rows.length - 100, "more", "more")}` }) : null);
}
