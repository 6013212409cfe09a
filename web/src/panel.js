// The side panel: everything about what is selected.
import { chainsOf, comingThrough, reach } from "./chains.js";
import { breakable, focused, h, many, refill, renew } from "./dom.js";
import { moduleShown, useShown } from "./filters.js";
import { glyph } from "./glyphs.js";
import { moduleLink, moduleLinks, section } from "./links.js";
import { overview } from "./overview.js";
import { symbolIndex } from "./search.js";
import { danglingList, reexportList, useList } from "./uses.js";
import { whatIfs } from "./whatif.js";

const LISTED = 12;

/** The panel's element and how to bring it up to date. */
export function sidePanel(model, store) {
  const element = h("aside", { id: "panel", tabindex: "-1", "aria-label": "Details" });
  let before = null;
  const update = (state) => {
    const same = before && before.module === state.module && before.package === state.package;
    before = state;
    // of something else nothing is kept but that the keyboard was in here
    const inside = element.contains(focused(element));
    (same ? renew : refill)(element, state.module !== null ? modulePanel(model, store, state)
      : state.package !== null ? packagePanel(model, store, state) : overview(model, store, state));
    if (inside && !same) element.focus({ preventScroll: true });
  };
  return { element, update };
}

function modulePanel(model, store, state) {
  const module = state.module;
  const name = model.names[module];
  const rank = model.ranks.get(module);
  const found = model.uses.get(module);
  const { state: kind } = model.states.get(module) ?? { state: "module" };
  const leaf = name.split(".").pop();
  return [
    head(leaf, "Module", () => store.set({ module: null, symbol: null })),
    h("p", { class: "path" }, breakable(name)),
    h("p", { class: "path file" }, breakable(model.files[module])),
    h("p", { class: "badges" },
      h("span", { class: "badge" }, glyph(kind), kind === "module" ? "not on a chain" : model.doc.looks[kind]),
      h("span", { class: "badge", text: model.isTest[module] ? "test" : "production" }),
      rank ? h("span", { class: "badge strong", text: `wave ${rank.wave}` }) : null,
      rank?.pattern ? h("span", { class: "badge", text: rank.pattern }) : null,
      rank?.canary ? h("span", { class: "badge", text: "canary" }) : null,
      rank && rank.wave <= state.done ? h("span", { class: "badge done", text: "✓ moved" }) : null),
    rank ? waveSection(model, store, rank) : null,
    state.symbol ? symbolSection(model, store, state) : null,
    found?.definitions.length ? section("Definition", useList(model, found.definitions, "definition")) : null,
    found?.reexports.length ? section("Hands it on", reexportList(model, found.reexports)) : null,
    found?.uses.length ? usesSection(model, state, found.uses) : null,
    found?.exports.length ? section("Names it in __all__", useList(model, found.exports, "export")) : null,
    found?.dangling.length ? section("Names what is not there", danglingList(model, found.dangling)) : null,
    chainSection(model, store, module),
    whatIfs(model, store, module),
    reachSection(model, store, state, module),
    importedNames(model, store, module),
  ];
}

function waveSection(model, store, rank) {
  const others = (title, names) => names?.length
    ? h("div", { class: "row" }, h("span", { class: "label", text: title }), moduleLinks(model, store, names.map((name) => model.number.get(name)), 4)) : null;
  return section(`Why wave ${rank.wave}`,
    h("ul", { class: "reasons" }, rank.reasons.map((reason) => h("li", {}, breakable(reason)))),
    rank.flags?.length ? h("ul", { class: "flags" }, rank.flags.map((flag) => h("li", {}, breakable(flag)))) : null,
    others("Waits for", rank.waits_for),
    others("Moves with", rank.together),
    others("Frees", rank.frees));
}

function usesSection(model, state, uses) {
  const shown = uses.filter((use) => useShown(state, use));
  const hidden = uses.length - shown.length;
  return section(`${many(shown.length, "use")}`, shown.length ? useList(model, shown) : null,
    hidden ? h("p", { class: "quiet", text: `${many(hidden, "use")} hidden by the filters` }) : null);
}

function chainSection(model, store, module) {
  if (!model.flow.nodesOf.has(module)) return null;
  const found = chainsOf(model, module);
  const onTheWay = found.modules.size;
  const coming = comingThrough(model, module);
  if (!found.pairs.size) return null;
  const { nodes } = model.flow;
  const steps = found.steps.map((link) => h("li", {},
    moduleLink(model, store, nodes[link.giver].module),
    h("span", { class: "quiet", text: ` ${nodes[link.giver].name || ""} · ${link.file.split("/").pop()}:${link.line}` })));
  return section("Chains to the definition",
    h("p", { class: "quiet", text: `${many(onTheWay, "module")} and ${many(found.pairs.size, "step")} on all of its chains: highlighted.` }),
    coming && steps.length ? h("p", { class: "actions" }, h("button", { type: "button", class: "more", "aria-pressed": String(store.get().through), onclick: () => store.set({ through: !store.get().through }) },
      `${store.get().through ? "Leave out" : "Add"} what comes through it: ${many(coming, "module")}`)) : null,
    steps.length ? [h("p", { class: "label", text: "The shortest" }), h("ol", { class: "steps" }, h("li", {}, h("strong", { text: model.names[module].split(".").pop() })), steps)] : null);
}

function reachSection(model, store, state, module) {
  const figures = model.figures(module);
  const wanted = (when) => when !== "type_checking" && !state.hidden.has(when);
  const list = (title, direction, empty) => {
    const found = reach(model, module, direction, wanted);
    const all = [...found].filter(([other]) => moduleShown(model, { ...state, wave: 0 }, other));
    const direct = all.filter(([, distance]) => distance === 1).map(([other]) => other);
    const further = all.filter(([, distance]) => distance > 1).sort((a, b) => a[1] - b[1]).map(([other]) => other);
    return h("details", { open: false },
      h("summary", {}, h("span", { text: title }), h("span", { class: "figure", text: direct.length.toLocaleString("en") }), h("span", { class: "figure wide", text: (direct.length + further.length).toLocaleString("en") })),
      direct.length ? [h("p", { class: "label", text: "Directly" }), moduleLinks(model, store, direct, LISTED)] : h("p", { class: "quiet", text: empty }),
      further.length ? [h("p", { class: "label", text: "Through others" }), moduleLinks(model, store, further, LISTED)] : null);
  };
  return section("Imports",
    h("div", { class: "counts" },
      h("p", { class: "columns", "aria-hidden": "true" }, h("span", { text: "" }), h("span", { text: "direct" }), h("span", { text: "in all" })),
      list("Downstream: import it", "downstream", "No module imports it."),
      list("Upstream: it imports", "upstream", "It imports no module of the tree.")),
    h("p", { class: "quiet", text: `Blast radius ${figures.transitive.toLocaleString("en")}: ${figures.production.toLocaleString("en")} production, ${figures.tests.toLocaleString("en")} tests; ${figures.importTime.toLocaleString("en")} of them at import time.` }));
}

function symbolSection(model, store, state) {
  const found = symbolIndex(model).of.get(state.module)?.find((one) => one.name === state.symbol);
  if (!found) return null;
  const importers = [...found.importers];
  return section(`Symbol ${state.symbol}`,
    importers.length ? [h("p", { class: "quiet", text: `${many(importers.length, "module")} import it from here by name:` }), moduleLinks(model, store, importers, LISTED)]
      : h("p", { class: "quiet", text: "No module imports it from here by name." }));
}

function importedNames(model, store, module) {
  const own = symbolIndex(model).of.get(module) ?? [];
  if (!own.length) return null;
  return h("details", { class: "section" }, h("summary", {}, h("span", { text: "Names taken from it" }), h("span", { class: "figure wide", text: String(own.length) })),
    h("ul", { class: "links" }, own.slice(0, 60).map((one) => h("li", {},
      h("button", { type: "button", class: "link", onclick: () => store.set({ symbol: one.name }), text: one.name }),
      h("span", { class: "quiet", text: ` ${many(one.importers.size, "importer")}` })))),
    own.length > 60 ? h("p", { class: "quiet", text: `and ${own.length - 60} more` }) : null);
}

function packagePanel(model, store, state) {
  const one = model.packages[state.package];
  const inside = modulesIn(one);
  const involved = inside.filter((module) => model.states.has(module));
  const isClosed = state.closed.has(state.package);
  const flip = () => {
    const closed = new Set(store.get().closed);
    if (!closed.delete(one.index)) closed.add(one.index);
    store.set({ closed });
  };
  return [
    head(one.name.split(".").pop() || "All modules", "Package", () => store.set({ package: null })),
    h("p", { class: "path" }, breakable(one.name)),
    h("p", { class: "badges" }, h("span", { class: "badge", text: many(one.count, "module") }),
      h("span", { class: "badge", text: `${involved.length} of the migration` })),
    h("p", { class: "actions" }, h("button", { type: "button", class: "more", "aria-pressed": String(isClosed), onclick: flip, text: isClosed ? "Expand in place" : "Collapse in place" })),
    involved.length ? section("Modules of the migration", moduleLinks(model, store, involved, 40))
      : h("p", { class: "quiet", text: "Nothing in this package takes or hands on the symbol." }),
    one.packages.length ? section("Packages in it", h("ul", { class: "links" }, one.packages.slice(0, 60).map((inner) => h("li", {},
      h("button", { type: "button", class: "link", onclick: () => store.set({ package: inner.index }) }, breakable(inner.name)),
      h("span", { class: "quiet", text: ` ${many(inner.count, "module")}` }))))) : null,
  ];
}

export function modulesIn(one) {
  return [...one.modules, ...one.packages.flatMap(modulesIn)];
}

function head(title, kind, close) {
  return h("header", {}, h("div", {}, h("p", { class: "kind", text: kind }), h("h2", {}, breakable(title))),
    h("button", { type: "button", class: "icon close", "aria-label": "Close details", onclick: close, text: "×" }));
}
