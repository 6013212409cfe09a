// Find modules and symbols by part of their name, as it is typed.
import { focused, h, many, refill } from "./dom.js";
import { push } from "./model.js";
import { glyph } from "./glyphs.js";

const SHOWN = 40;
// where the symbol comes from is looked for more often than where it is used
const BOOST = { definition: 2, facade: 1.4, shim: 1.2 };

/** Symbols that some module imports by name, and the bindings of the target: name → module → importers. */
export function symbolIndex(model) {
  if (model.symbols) return model.symbols;
  const counts = new Map();
  const note = (module, name, importer) => {
    const key = `${module}:${name}`;
    const found = counts.get(key) ?? { module, name, importers: new Set() };
    if (importer !== null) found.importers.add(importer);
    counts.set(key, found);
  };
  const { imports } = model;
  const split = imports.texts.map((text) => text.split(", ").map((part) => part.split(" as ")[0]).filter((name) => name && name !== "*"));
  for (let edge = 0; edge < imports.imported.length; edge += 1) {
    for (const name of split[imports.textOf[edge]]) note(imports.imported[edge], name, imports.importer[edge]);
  }
  for (const node of model.flow.nodes) if (node.name) note(node.module, node.name, null);
  const list = [...counts.values()];
  const of = new Map();
  for (const one of list) push(of, one.module, one);
  for (const own of of.values()) own.sort((a, b) => b.importers.size - a.importers.size || (a.name < b.name ? -1 : 1));
  model.symbols = { list, of };
  return model.symbols;
}

/** The best matches of a text, modules of the migration first among equals. */
export function find(model, text) {
  const wanted = text.trim().toLowerCase();
  if (!wanted) return { results: [], total: 0 };
  model.lower ??= model.names.map((name) => name.toLowerCase());
  const boost = (module) => BOOST[model.states.get(module)?.state] ?? (model.flow.nodesOf.has(module) ? 0.5 : 0);
  const found = [];
  model.lower.forEach((name, module) => {
    const score = rate(name, wanted, ".");
    if (score) found.push({ score: score + (model.states.has(module) ? 1 + boost(module) / 2 : 0), module, symbol: null, label: model.names[module] });
  });
  for (const { module, name } of symbolIndex(model).list) {
    const score = rate(name.toLowerCase(), wanted.replace(/^.*:/, ""), "_");
    if (score && (!wanted.includes(":") || model.lower[module].endsWith(wanted.split(":")[0]))) {
      found.push({ score: score - 0.5 + boost(module), module, symbol: name, label: `${model.names[module]}:${name}` });
    }
  }
  found.sort((a, b) => b.score - a.score || a.label.length - b.label.length || (a.label < b.label ? -1 : 1));
  return { results: found.slice(0, SHOWN), total: found.length };
}

/** How well a name matches: as a whole, its last part, the start of a part, anywhere; 0 for not at all. */
function rate(name, wanted, joint) {
  const place = name.indexOf(wanted);
  if (place < 0) return 0;
  const last = name.slice(name.lastIndexOf(joint) + 1);
  if (name === wanted || last === wanted) return 9;
  if (last.startsWith(wanted)) return 5;
  if (name.startsWith(wanted)) return 4;
  return name.includes(joint + wanted) ? 3 : 2;
}

/** The search box: a combobox with its list of results; `leave` takes the keyboard elsewhere. */
export function searchBox(model, choose, leave) {
  let results = [];
  let active = -1;
  const list = h("ul", { id: "results", role: "listbox", "aria-label": "Modules and symbols found", hidden: true });
  const told = h("span", { class: "unseen", role: "status", "aria-live": "polite" });
  const input = h("input", {
    id: "search", type: "search", role: "combobox", autocomplete: "off", spellcheck: "false",
    placeholder: "Search modules and symbols", "aria-label": "Search modules and symbols",
    "aria-expanded": "false", "aria-controls": "results", "aria-autocomplete": "list",
    oninput: show, onfocus: show, onkeydown: press,
    // a press on the list's scrollbar takes the focus away for a moment; a second search may have begun since
    onblur: () => setTimeout(() => { if (focused(input) !== input) close(); }, 150),
  });

  function show() {
    const found = find(model, input.value);
    results = found.results;
    const none = input.value.trim() && !results.length;
    refill(list, results.map(row), none ? h("li", { class: "none", role: "presentation", text: "Nothing has this in its name." }) : null,
      found.total > results.length ? h("li", { class: "none", role: "presentation", text: `and ${(found.total - results.length).toLocaleString("en")} more: type on` }) : null);
    list.hidden = !results.length && !none;
    input.setAttribute("aria-expanded", String(!list.hidden));
    told.textContent = input.value.trim() ? many(found.total, "result") : "";
    move(results.length ? 0 : -1);
  }

  function row(result, index) {
    const [head, tail] = result.symbol ? [result.symbol, model.names[result.module]] : [result.label.split(".").pop(), result.label];
    return h("li", {
      id: `result-${index}`, role: "option", "aria-selected": "false",
      onmousedown: (event) => { event.preventDefault(); take(index); },
    },
      glyph(result.symbol ? "symbol" : model.states.get(result.module)?.state ?? "module"),
      h("span", { class: "head" }, mark(head, input.value)), h("span", { class: "tail", text: tail }));
  }

  function move(to) {
    list.children[active]?.setAttribute("aria-selected", "false");
    active = to;
    const row = list.children[active];
    row?.setAttribute("aria-selected", "true");
    row?.scrollIntoView({ block: "nearest" });
    if (row && active >= 0) input.setAttribute("aria-activedescendant", row.id);
    else input.removeAttribute("aria-activedescendant");
  }

  function press(event) {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step && results.length) {
      event.preventDefault();
      move((active + step + results.length) % results.length);
    } else if (event.key === "Enter" && active >= 0) {
      take(active);
    } else if (event.key === "Escape") {
      event.stopPropagation();
      if (input.value) { input.value = ""; show(); } else leave();
    }
  }

  function take(index) {
    const { module, symbol } = results[index];
    close();
    input.value = "";
    leave();
    choose(module, symbol);
  }

  function close() {
    list.hidden = true;
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
  }

  return { element: h("div", { class: "search", role: "search" }, input, h("kbd", { "aria-hidden": "true", text: "/" }), list, told), input };
}

function mark(text, wanted) {
  const word = wanted.trim().toLowerCase().split(/[.:]/).pop();
  const place = word ? text.toLowerCase().indexOf(word) : -1;
  if (place < 0) return text;
  return [text.slice(0, place), h("mark", { text: text.slice(place, place + word.length) }), text.slice(place + word.length)];
}
