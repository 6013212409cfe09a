// Titled parts of the panel, and names of modules that select them.
import { breakable, h } from "./dom.js";
import { glyph } from "./glyphs.js";

/** A part of the panel under a title. */
export function section(title, ...children) {
  return h("section", {}, h("h3", { text: title }), children);
}

/** A module's name that selects it. */
export function moduleLink(model, store, module) {
  const name = model.names[module];
  return h("button", { type: "button", class: "link", title: name, onclick: () => store.set({ module, package: null, symbol: null }) },
    glyph(model.states.get(module)?.state ?? "module"), h("span", {}, breakable(name)));
}

/** A list of modules; the rest behind a button. */
export function moduleLinks(model, store, modules, most) {
  const known = modules.filter((module) => module !== undefined);
  const list = h("ul", { class: "links" }, known.slice(0, most).map((module) => h("li", {}, moduleLink(model, store, module))));
  const rest = known.length - most;
  if (rest <= 0) return list;
  let from = most;
  const more = h("button", { type: "button", class: "more", text: `${Math.min(rest, 200)} more`, onclick: () => {
    list.append(...known.slice(from, from + 200).map((module) => h("li", {}, moduleLink(model, store, module))));
    from += 200;
    if (from >= known.length) more.remove();
    else more.textContent = `${Math.min(known.length - from, 200)} more of ${known.length - from}`;
  } });
  return [list, more];
}
