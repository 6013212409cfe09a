// Everything as tables that sort.
import { breakable, h, many, refill, renew } from "./dom.js";
import { moduleShown, useShown, waveState } from "./filters.js";
import { glyph } from "./glyphs.js";

const SHOWN = 200;
// columns whose texts are broken into lines
const WIDE = new Set(["module", "code", "pattern", "what", "hint", "file", "summary"]);

/** The tables' element, and how to bring it up to date. */
export function tablesView(model, store) {
  const element = h("div", { class: "tables", tabindex: "-1" });
  const sorted = new Map();
  let tables = null;

  function update(state) {
    if (element.hidden) return;
    tables = describeTables(model, state);
    const chosen = tables.find((table) => table.key === state.table) ?? tables[0];
    const tabs = h("div", { class: "subtabs", role: "group", "aria-label": "Tables" }, tables.map((table) => h("button", {
      type: "button", "aria-pressed": String(table === chosen), onclick: () => store.set({ table: table.key }),
    }, table.title, " ", h("span", { class: "figure", text: table.rows.length.toLocaleString("en") }))));
    renew(element, tabs, tableOf(chosen, state));
  }

  function tableOf(table, state) {
    let most = SHOWN;
    const sort = sorted.get(table.key) ?? { column: -1, down: false };
    const body = h("tbody");
    const more = h("button", { type: "button", class: "more", onclick: () => { most += 1000; fill(); } });
    const heads = table.columns.map((column, index) => {
      const button = h("button", { type: "button", text: column.title, onclick: () => {
        sort.down = sort.column === index ? !sort.down : Boolean(column.number);
        sort.column = index;
        sorted.set(table.key, sort);
        fill();
      } });
      return h("th", { scope: "col", class: column.number ? "number" : "" }, button);
    });
    function fill() {
      heads.forEach((head, index) => head.setAttribute("aria-sort", sort.column !== index ? "none" : sort.down ? "descending" : "ascending"));
      const rows = sort.column < 0 ? table.rows : ordered(table.rows, table.columns[sort.column], sort.down);
      refill(body, rows.slice(0, most).map((row) => h("tr", { class: row.index === state.module && row.index !== undefined ? "chosen" : row.dim ? "dim" : "" },
        table.columns.map((column) => h("td", { class: column.number ? "number" : WIDE.has(column.key) ? column.key : "short" }, cell(column, row))))));
      more.hidden = rows.length <= most;
      more.textContent = `${Math.min(1000, rows.length - most).toLocaleString("en")} more of ${(rows.length - most).toLocaleString("en")}`;
    }
    function cell(column, row) {
      const value = row[column.key];
      if (column.key === "module" && row.index !== undefined) {
        return h("button", { type: "button", class: "link", onclick: () => store.set({ module: row.index, package: null, symbol: null }) },
          glyph(model.states.get(row.index)?.state ?? "module"), h("span", {}, breakable(value)));
      }
      if (column.number) return typeof value === "number" ? value.toLocaleString("en") : "";
      if (column.key === "code") return h("code", { text: value ?? "" });
      return breakable(String(value ?? ""));
    }
    fill();
    if (!table.rows.length) return h("p", { class: "empty", text: table.empty });
    return h("div", { class: "scroll", tabindex: "0", role: "region", "aria-label": table.title }, h("table", {}, h("caption", { class: "unseen", text: table.title }), h("thead", {}, h("tr", {}, heads)), body), more);
  }

  return { element, update };
}

function ordered(rows, column, down) {
  const way = down ? -1 : 1;
  return [...rows].sort((a, b) => {
    const [left, right] = [a[column.key] ?? "", b[column.key] ?? ""];
    return way * (column.number ? (left || 0) - (right || 0) : String(left) < String(right) ? -1 : String(left) > String(right) ? 1 : 0);
  });
}

function describeTables(model, state) {
  const shown = (index) => index !== undefined && moduleShown(model, state, index);
  const text = (key, title) => ({ key, title });
  const number = (key, title) => ({ key, title, number: true });
  const uses = model.doc.consumers.flatMap((consumer) => {
    const index = model.number.get(consumer.module);
    return shown(index) ? consumer.uses.filter((use) => useShown(state, use)).map((use) => ({
      index, module: consumer.module, line: use.line, kind: use.kind.replace("_", " "), when: (use.when ?? "").replace("_", " "),
      sure: use.certainty ?? "certain", guarded: use.guarded ? "guarded" : "", code: (model.code(use.file, use.line) ?? "").trim(),
    })) : [];
  });
  const tables = [
    {
      key: "order", title: "Order", empty: "Nothing has to move.",
      rows: model.ranking.filter((row) => shown(row.index)).map((row) => ({ uses: 0, ...row, ...model.figures(row.index), waits: row.waits_for?.length ?? 0, dim: waveState(model, state, row.index) === "done" })),
      columns: [number("rank", "#"), number("wave", "Wave"), text("module", "Module"), text("role", "Role"), number("uses", "Uses"), number("direct", "Direct"), number("transitive", "Downstream"), number("importTime", "At import"), number("waits", "Waits for"), ...(model.ranking.some((row) => row.pattern) ? [text("pattern", "Pattern")] : [])],
    },
    {
      key: "uses", title: "Uses", empty: "No use passes the filters.", rows: uses,
      columns: [text("module", "Module"), number("line", "Line"), text("kind", "Kind"), text("when", "When"), text("sure", "Certainty"), text("guarded", "Guard"), text("code", "Code")],
    },
    {
      key: "modules", title: "Modules", empty: "There are no modules.",
      rows: allModules(model).filter((row) => shown(row.index)),
      columns: [text("module", "Module"), number("direct", "Direct"), number("transitive", "Downstream"), number("importTime", "At import"), number("production", "Production"), number("tests", "Tests")],
    },
  ];
  if (model.doc.what_ifs.length) {
    tables.push({
      key: "whatif", title: "What if", empty: "", rows: model.doc.what_ifs.map((row) => ({
        index: model.number.get((row.statements[0]?.symbol ?? "").split(":")[0]), module: row.removed.join(", "), verdict: row.verdict, at_import: row.import_time.length,
        at_call: row.call_time.length, silent: row.guarded.length, dangling: row.dangling.length, summary: row.summary,
      })),
      columns: [text("module", "Removed"), text("verdict", "Verdict"), number("at_import", "At import"), number("at_call", "At call"), number("silent", "Silent"), number("dangling", "Dangling"), text("summary", "In words")],
    });
  }
  tables.push({
    key: "problems", title: "Problems", empty: `Every file was read: ${many(model.doc.files.seen, "file")}.`,
    rows: model.doc.problems.map((row) => ({ ...row, line: row.line ?? 0 })),
    columns: [text("file", "File"), number("line", "Line"), text("what", "What"), text("hint", "What to do")],
  });
  return tables;
}

/** One row for every module, largest blast radius first; worked out once. */
function allModules(model) {
  model.rows ??= model.names.map((module, index) => ({ index, module, ...model.figures(index) }))
    .sort((a, b) => b.transitive - a.transitive || b.direct - a.direct || (a.module < b.module ? -1 : 1));
  return model.rows;
}
