// What the panel shows while nothing is selected: the whole, and where to begin.
import { breakable, h, many } from "./dom.js";
import { moduleLinks, section } from "./links.js";

export function overview(model, store, state) {
  const { doc } = model;
  const left = model.ranking.filter((row) => row.wave > state.done);
  const next = left.filter((row) => row.wave === state.done + 1);
  const facades = [...model.states].filter(([, { state: kind }]) => kind === "facade" || kind === "shim").map(([module]) => module);
  facades.sort((a, b) => (model.ranks.get(b)?.waits_for?.length ?? 0) - (model.ranks.get(a)?.waits_for?.length ?? 0) || a - b);
  const unread = doc.files.total - doc.files.seen;
  return [
    h("header", {}, h("div", {}, h("p", { class: "kind", text: "Overview" }), h("h2", {}, breakable(doc.name)))),
    h("p", { class: "path" }, breakable(doc.target)),
    model.doc.consumers.length ? h("p", {}, summary(model)) : h("p", {}, "Nothing uses it: the definition can go."),
    next.length ? section(state.done ? `Next: wave ${state.done + 1}` : "Where to begin: wave 1",
      h("p", { class: "quiet", text: "These can move together; nothing else has to move before them." }),
      moduleLinks(model, store, next.map((row) => row.index), 6))
      : model.ranking.length ? section("Done", h("p", {}, "Every module has moved; the symbol is gone.")) : null,
    doc.notes.length ? section("Notes", h("ul", { class: "reasons" }, doc.notes.map((note) => h("li", {}, breakable(note))))) : null,
    facades.length ? section("Facades, most waited for first", moduleLinks(model, store, facades, 6)) : null,
    section("Read", h("p", { class: "quiet", text: `${doc.files.seen.toLocaleString("en")} of ${doc.files.total.toLocaleString("en")} files${unread ? `; ${unread} could not be read` : ""}; ${many(doc.problems.length, "problem")}.` }),
      doc.problems.length ? h("button", { type: "button", class: "more", text: "Show the problems", onclick: () => store.set({ view: "tables", table: "problems" }) }) : null),
    section("Keys", h("dl", { class: "keys" },
      [["/", "search"], ["arrows", "go to the neighbour on the map"], ["Enter", "select, or expand a package"], ["+  −  0", "zoom in, out, all"], ["Esc", "let go"]]
        .map(([key, what]) => [h("dt", {}, h("kbd", { text: key })), h("dd", { text: what })]))),
  ];
}

function summary(model) {
  const uses = model.doc.consumers.reduce((sum, row) => sum + row.uses.length, 0);
  const possible = model.doc.consumers.reduce((sum, row) => sum + row.uses.filter((use) => use.certainty === "possible").length, 0);
  const tests = model.doc.consumers.filter((row) => model.isTest[model.number.get(row.module)]).length;
  return `${many(model.doc.consumers.length, "module")} use it in ${many(uses, "place")}`
    + `${possible ? ` (${possible} only possible)` : ""}; ${many(tests, "of them is a test", "of them are tests")}.`;
}
