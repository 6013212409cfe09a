// Uses with their lines of code.
import { h } from "./dom.js";

const KINDS = {
  import: "import", reexport: "re-export", star_import: "star import", export: "in __all__", call: "call",
  reference: "reference", decorator: "decorator", base_class: "base class", annotation: "annotation",
  patch_string: "patch string", dynamic_import: "dynamic import", assignment: "assignment", lazy: "lazy",
};
const TIMES = { import_time: "at import", call_time: "at call", type_checking: "for type checkers" };

/** Uses in the order of the file, each with its code. */
export function useList(model, uses, kind = "") {
  return h("ol", { class: "uses" }, uses.map((use) => h("li", {},
    h("p", { class: "facts" },
      h("span", { class: "place", text: `line ${use.line}` }),
      h("span", { text: kind ? kind === "definition" ? `${use.kind} ${use.name ?? ""}` : KINDS[kind] : KINDS[use.kind] ?? use.kind }),
      use.when ? h("span", { class: `time t-${use.when.replace("_", "-")}`, text: TIMES[use.when] }) : null,
      use.guarded ? h("span", { text: "guarded" }) : null,
      use.certainty === "possible" ? h("span", { class: "possible", text: `possible${use.reason ? `: ${use.reason}` : ""}` }) : null,
      use.scope ? h("span", { class: "quiet", text: `in ${use.scope}` }) : null),
    code(model, use.file, use.line, use.name, use.column ?? 0))));
}

/** Names that a module hands on. */
export function reexportList(model, rows) {
  return h("ol", { class: "uses" }, rows.map((row) => h("li", {},
    h("p", { class: "facts" },
      h("span", { class: "place", text: `line ${row.line}` }),
      h("strong", { text: row.name }),
      h("span", { text: KINDS[row.kind] ?? row.kind }),
      h("span", { class: "quiet", text: `from ${row.origin}` }),
      h("span", { class: "quiet", text: row.used_by ? `taken by ${row.used_by}` : "taken by nobody" })),
    code(model, row.file, row.line, row.name))));
}

/** References that name the target through a module that does not hold it. */
export function danglingList(model, rows) {
  return h("ol", { class: "uses" }, rows.map((row) => h("li", {},
    h("p", { class: "facts" },
      h("span", { class: "place", text: `line ${row.line}` }),
      h("span", { text: KINDS[row.kind] ?? row.kind }),
      h("span", { class: "quiet", text: `${row.through}: ${row.reason}` })),
    code(model, row.file, row.line, ""))));
}

/** The lines around one, that one marked. */
function code(model, file, line, name, column = -1) {
  const lines = [];
  for (let number = line - 2; number <= line + 2; number += 1) {
    const text = model.code(file, number);
    if (text !== undefined) lines.push([number, text]);
  }
  if (!lines.length) return null;
  while (lines[0][0] !== line && !lines[0][1].trim()) lines.shift();
  while (lines[lines.length - 1][0] !== line && !lines[lines.length - 1][1].trim()) lines.pop();
  const indent = Math.min(...lines.filter(([, text]) => text.trim()).map(([, text]) => text.length - text.trimStart().length));
  const cut = Number.isFinite(indent) ? indent : 0;
  return h("pre", { tabindex: "0", "aria-label": `${file}, line ${line}` }, h("code", {}, lines.map(([number, text]) =>
    h("span", { class: number === line ? "line here" : "line" }, h("span", { class: "number", text: String(number) }),
      number === line ? marked(text.slice(cut), name, column - cut) : text.slice(cut), "\n"))));
}

/** A line with the name marked: at its column, else where it first stands as a whole word. */
function marked(text, name, column) {
  const there = name && column >= 0 && text.startsWith(name, column);
  const place = there ? column : name ? wholeWord(text, name) : -1;
  return place < 0 ? text : [text.slice(0, place), h("mark", { text: name }), text.slice(place + name.length)];
}

function wholeWord(text, name) {
  const isPart = (letter) => letter !== undefined && /[\p{L}\p{N}_]/u.test(letter);
  for (let place = text.indexOf(name); place >= 0; place = text.indexOf(name, place + 1)) {
    if (!isPart(text[place - 1]) && !isPart(text[place + name.length])) return place;
  }
  return -1;
}
