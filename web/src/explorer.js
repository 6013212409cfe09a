// What is explored: puts the parts together, in a page or a notebook, and keeps them in step with the state.
import { filterBar, legend, themeButton } from "./bars.js";
import { chainsOf } from "./chains.js";
import { breakable, h, many } from "./dom.js";
import { flowView } from "./flow.js";
import { mapView } from "./map.js";
import { readModel } from "./model.js";
import { sidePanel } from "./panel.js";
import { searchBox } from "./search.js";
import { createStore } from "./state.js";
import { tablesView } from "./tables.js";
import { waveBar } from "./waves.js";

const TITLES = { chains: "Chains", map: "Map", tables: "Tables" };
// pixels: in less the bars are folded, or they would leave no room for the picture
const WIDE = 1000;
const HIGH = 700;

/**
 * Show a document in an element.
 * @param {Element} root where everything goes; its ids are its own, so it is a page's or in a shadow root
 * @param {object} doc the document that Python wrote
 * @param {SVGElement | null} svg the drawing of the symbol flow
 * @param {object} place what is around: `skin`, the element that carries the theme; `ambient()`, the theme around,
 *   "" for the system's; `follow(changed)`, which calls when that changes; `keys`, whose keyboard is listened to;
 *   `zooms(event)`, whether a turn of the wheel is meant for a picture; `address`, see `createStore`; `signal`, an
 *   AbortSignal that ends it
 * @returns {{model: object, store: object, shown: Promise<void>, api: object}} `shown`: kept once everything has its
 *   place; `api`: what tests, and people who write their own tools, can ask
 */
export function mount(root, doc, svg, place) {
  const model = readModel(doc);
  const store = createStore(model, place.address);
  const live = h("p", { class: "unseen", role: "status", "aria-live": "polite" });
  const say = (text) => { live.textContent = text; };
  const panel = sidePanel(model, store);
  const toDetails = () => panel.element.focus();
  const host = { say, toDetails, zooms: place.zooms };
  const views = {
    ...(svg ? { chains: flowView(model, store, host, svg) } : {}),
    map: mapView(model, store, host),
    tables: tablesView(model, store),
  };
  const names = Object.keys(views);
  const [filters, key, waves, theme] = [filterBar(model, store), legend(model), waveBar(model, store, place.signal), themeButton(store, place)];
  const search = searchBox(model, (module, symbol) => {
    const { view } = store.get();
    // what is on no chain is not in the drawing of the chains
    const there = view !== "chains" || model.states.has(module);
    store.set({ module, package: null, symbol, view: there ? view : "map" });
    // not out of here: in a notebook the next keys would be the notebook's
  }, () => stage.focus({ preventScroll: true }));
  const tabs = names.map((name, index) => h("button", {
    type: "button", role: "tab", id: `tab-${name}`, "aria-controls": "stage",
    onclick: () => store.set({ view: name }),
    onkeydown: (event) => {
      const step = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
      if (!step) return;
      const next = names[(index + step + names.length) % names.length];
      store.set({ view: next });
      tabs[names.indexOf(next)].focus();
    },
  }, TITLES[name]));
  const zoomers = h("div", { class: "zoom", role: "group", "aria-label": "Zoom" },
    [["+", "Zoom in", (view) => view.zoom(1.4)], ["−", "Zoom out", (view) => view.zoom(1 / 1.4)], ["⤢", "Show all", (view) => view.fit()]]
      .map(([sign, label, act]) => h("button", { type: "button", class: "icon", "aria-label": label, title: label, onclick: () => act(views[store.get().view]) }, sign)));
  // on a narrow screen the details are below the fold
  const chip = h("button", { type: "button", class: "chip", hidden: true, onclick: () => { panel.element.scrollIntoView(); panel.element.focus({ preventScroll: true }); } });
  const stage = h("div", { id: "stage", role: "tabpanel", tabindex: "-1" }, Object.values(views).map((view) => view.element), chip);
  const frame = h("div", { class: "frame" },
    h("a", { class: "skip", href: "#panel", onclick: (event) => { event.preventDefault(); toDetails(); } }, "Skip to the details"),
    h("header", { class: "top" },
      h("div", { class: "title" }, h("p", { class: "brand", text: "graphkit explore" }), h("h1", { title: model.doc.target }, breakable(model.doc.name))),
      figures(model), search.element, theme.element),
    h("main", {},
      h("div", { class: "left" },
        h("div", { class: "bar" }, h("div", { class: "tabs", role: "tablist", "aria-label": "Views" }, tabs), filters.element, zoomers),
        stage, key.element, waves?.element ?? []),
      panel.element),
    live);
  root.append(frame);
  folding(root, frame, [filters.element, key.element]);

  store.subscribe(update);
  function update(state, before) {
    for (const [name, view] of Object.entries(views)) {
      view.element.hidden = name !== state.view;
      tabs[names.indexOf(name)].setAttribute("aria-selected", String(name === state.view));
      tabs[names.indexOf(name)].setAttribute("tabindex", name === state.view ? "0" : "-1");
    }
    stage.setAttribute("aria-labelledby", `tab-${state.view}`);
    zoomers.hidden = state.view === "tables";
    const chosen = state.module !== null ? model.names[state.module] : state.package !== null ? model.packages[state.package].name : "";
    chip.hidden = !chosen || state.view === "tables";
    chip.textContent = `${chosen.split(".").pop()}: details ↓`;
    theme.update(state);
    filters.update(state);
    key.update(state);
    waves?.update(state);
    if (before && state.module !== null && state.module !== before.module) {
      const [kind, rank] = [model.states.get(state.module)?.state, model.ranks.get(state.module)];
      say(`${model.names[state.module]} selected${kind ? `, ${kind}` : ""}${rank ? `, wave ${rank.wave}` : ""}`);
    }
    const detail = !before || ["module", "package", "symbol", "hidden", "closed", "done", "through"].some((name) => before[name] !== state[name]);
    if (detail) {
      const open = before && before.module === state.module && before.package === state.package ? panel.element.scrollTop : 0;
      panel.update(state);
      panel.element.scrollTop = open;
    }
    views[state.view].update(state, before);
    if (before && !clicked(views[state.view])) show(state, before);
  }
  /** Bring what was chosen into sight, when that or the view is new. */
  function show(state, before) {
    const view = views[state.view];
    const fresh = state.view !== before.view;
    if (state.module !== null && (fresh || state.module !== before.module)) view.reveal?.(state.module);
    if (state.package !== null && (fresh || state.package !== before.package)) view.revealPackage?.(state.package);
  }
  update(store.get(), null);
  // the views know how large they are: they have observed it before
  const shown = new Promise((done) => {
    new ResizeObserver((_, watcher) => {
      if (!stage.clientWidth) return;
      watcher.disconnect();
      show(store.get(), { view: "" });
      done();
    }).observe(stage);
  });

  const { signal } = place;
  place.keys.addEventListener("keydown", (event) => {
    const writing = event.target.closest?.("input:not([type=range]), select, textarea");
    if (event.key === "/" && !writing && !event.ctrlKey && !event.metaKey) {
      event.preventDefault();
      search.input.focus();
    } else if (event.key === "Escape" && !writing) {
      store.set({ module: null, package: null, symbol: null });
    }
  }, { signal });
  const recolour = () => { theme.update(store.get()); views.map.recolour(); };
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", recolour, { signal });
  place.follow(() => { store.set({ theme: "" }); recolour(); });
  printing(store, views, place, () => show(store.get(), { view: "" }));
  return { model, store, shown, api: questions(model, store, views) };
}

function questions(model, store, views) {
  return Object.freeze({
    names: model.names,
    state: () => store.get(),
    select: (name) => store.set({ module: model.number.get(name) ?? null, package: null, symbol: null }),
    chains: (name, through) => {
      const found = chainsOf(model, model.number.get(name), through);
      const label = (pair) => pair.split(">").map((module) => model.names[module]);
      return { modules: [...found.modules].map((module) => model.names[module]).sort(), pairs: [...found.pairs].map(label).sort() };
    },
    at: (name) => views.map.at(model.number.get(name)),
  });
}

/** Unfold the bars where there is room for them, fold them where not; there the reader may unfold them. */
function folding(root, frame, bars) {
  let roomy = null;
  const fold = () => {
    if (roomy !== null && !root.clientWidth) return;
    const now = root.clientWidth >= WIDE && root.clientHeight >= HIGH;
    if (now !== roomy) for (const bar of bars) bar.open = now;
    roomy = now;
    frame.classList.toggle("folds", !roomy);
  };
  fold();
  new ResizeObserver(fold).observe(root);
}

/** Whether the reader is just pointing at the module: then nothing has to be brought into sight. */
function clicked(view) {
  return Boolean(view.pointing?.());
}

function figures(model) {
  const facades = [...model.states.values()].filter(({ state }) => state === "facade" || state === "shim").length;
  const uses = model.doc.consumers.reduce((sum, row) => sum + row.uses.length, 0);
  const list = [[model.doc.consumers.length, "consumers"], [uses, "uses"], [facades, "facades"], [model.waves, "waves"], [model.names.length, "modules"]];
  return h("dl", { class: "figures", "aria-label": `${many(model.doc.consumers.length, "consumer")}` }, list.map(([count, noun]) => h("div", {}, h("dt", { text: noun }), h("dd", { text: count.toLocaleString("en") }))));
}

/** Paper is light, and shows all of a picture. */
function printing(store, views, { skin, signal }, back) {
  let before = "";
  addEventListener("beforeprint", () => {
    before = skin.dataset.theme ?? "";
    skin.dataset.theme = "light";
    views.map.recolour();
    views[store.get().view].fit?.();
  }, { signal });
  addEventListener("afterprint", () => {
    if (before) skin.dataset.theme = before;
    else delete skin.dataset.theme;
    views.map.recolour();
    back();
  }, { signal });
}
