// The bars around the map: what is shown, what the signs mean, light or dark.
import { h, refill } from "./dom.js";
import { glyph } from "./glyphs.js";
import { SWITCHES } from "./state.js";

const WORDS = {
  production: "Production", tests: "Tests", import_time: "At import", call_time: "At call",
  type_checking: "Typing only", certain: "Certain", possible: "Possible",
};
const GROUPS = [["Code", ["production", "tests"]], ["Runs", ["import_time", "call_time", "type_checking"]], ["Certainty", ["certain", "possible"]]];

/** The switches, and the choice of one wave. */
export function filterBar(model, store) {
  const buttons = new Map(SWITCHES.map((key) => [key, h("button", { type: "button", class: "switch", "aria-pressed": "true", "data-switch": key, onclick: () => flip(key) }, WORDS[key])]));
  const wave = h("select", { id: "wave", "aria-label": "Show one wave", onchange: () => store.set({ wave: Number(wave.value) }) },
    h("option", { value: "0", text: "All waves" }), Array.from({ length: model.waves }, (_, index) => h("option", { value: String(index + 1), text: `Wave ${index + 1}` })));
  const all = h("button", { type: "button", class: "more", text: "Show all", onclick: () => store.set({ hidden: new Set(), wave: 0 }) });

  function flip(key) {
    const hidden = new Set(store.get().hidden);
    if (!hidden.delete(key)) hidden.add(key);
    store.set({ hidden });
  }

  const summary = h("summary", { text: "Filters" });
  const element = h("details", { class: "filters" }, summary,
    h("div", { class: "groups" }, GROUPS.map(([title, keys]) => h("div", { class: "group", role: "group", "aria-label": title },
      h("span", { class: "label", text: title }), keys.map((key) => buttons.get(key)))),
      model.waves ? h("div", { class: "group" }, wave) : null, all));
  return {
    element,
    update(state) {
      for (const [key, button] of buttons) button.setAttribute("aria-pressed", String(!state.hidden.has(key)));
      wave.value = String(state.wave);
      const count = state.hidden.size + (state.wave ? 1 : 0);
      all.hidden = !count;
      summary.textContent = count ? `Filters (${count} on)` : "Filters";
    },
  };
}

/** What the signs mean, for the view that is shown. */
export function legend(model) {
  const used = new Set([...model.states.values()].map(({ state }) => state));
  const states = Object.entries(model.doc.looks).filter(([key]) => used.has(key));
  const list = h("ul");
  const sample = (name) => h("span", { class: `sample ${name}`, "aria-hidden": "true" });
  const element = h("details", { class: "legend" }, h("summary", { text: "Legend" }), list);
  return {
    element,
    update(state) {
      element.hidden = state.view === "tables";
      const flow = state.view === "chains";
      refill(list, states.map(([key, meaning]) => h("li", {}, glyph(key), h("span", { text: meaning }))),
        flow ? null : h("li", {}, glyph("module"), h("span", { text: "other module" })),
        [["solid", "at import"], ["dashed", "at call"], ["dotted", "typing only or possible"]].map(([name, meaning]) => h("li", {}, sample(name), h("span", { text: meaning }))),
        h("li", {}, sample("chainline"), h("span", { text: "chain of the selection" })),
        flow ? h("li", {}, sample("guard"), h("span", { text: "guarded by except ImportError" })) : [
          h("li", {}, sample("downbox"), h("span", { text: "imports the selection" })),
          h("li", {}, sample("farbox"), h("span", { text: "imports it through others" })),
          h("li", {}, sample("upbox"), h("span", { text: "imported by the selection" }))]);
    },
  };
}

/** The button that turns light into dark and back; without a choice the theme is that of what is around. */
export function themeButton(store, { skin, ambient }) {
  const theme = () => store.get().theme || ambient();
  const dark = () => (theme() || (matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light")) === "dark";
  const element = h("button", { type: "button", id: "theme", class: "icon", onclick: () => store.set({ theme: dark() ? "light" : "dark" }) });
  return {
    element,
    update() {
      if (theme()) skin.dataset.theme = theme();
      else delete skin.dataset.theme;
      element.textContent = dark() ? "☀" : "☾";
      element.setAttribute("aria-label", dark() ? "Light theme" : "Dark theme");
      element.title = dark() ? "Light theme" : "Dark theme";
    },
  };
}
