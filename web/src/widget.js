// The widget: the same in a notebook, as a module that anywidget loads. Its style ends at its shadow root.
import { mount } from "./explorer.js";
import { focused } from "./dom.js";
import { ambient, follow } from "./notebook.js";

// what Python and the reader both know and set: trait → how it is read from the state, and the change that sets it
const SHARED = {
  selected: [(state, model) => (state.module === null ? "" : model.names[state.module]), (name, model) => ({ module: model.number.get(name) ?? null, package: null, symbol: null })],
  view: [(state) => state.view, (view) => ({ view })],
  wave: [(state) => state.done, (done) => ({ done })],
};

async function render({ model: traits, el }) {
  const skin = document.createElement("div");
  // the notebook's own keys, such as those that delete a cell, are not meant while the focus is in here
  skin.dataset.lmSuppressShortcuts = "true";
  el.append(skin);
  const shadow = skin.attachShadow({ mode: "open" });
  const root = document.createElement("div");
  root.id = "app";
  shadow.append(root);
  const { data, drawing, colours } = await unpacked(traits.get("document"));
  const sheet = new CSSStyleSheet();
  // STYLE stands for the style that was built
  sheet.replaceSync(colours + STYLE);
  shadow.adoptedStyleSheets = [sheet];
  const ended = new AbortController();
  const { model, store, shown } = mount(root, data, drawing ? parsed(drawing) : null, {
    skin,
    ambient,
    follow: (changed) => follow(changed, ended.signal),
    keys: shadow,
    // the wheel goes on through the notebook until somebody works in here
    zooms: (event) => event.ctrlKey || event.metaKey || Boolean(focused(root)),
    address: null,
    signal: ended.signal,
  });
  share(traits, model, store, ended.signal);
  shown.then(() => { root.dataset.ready = "true"; });
  return () => ended.abort();
}

/** Keep the traits and the state the same, whichever of the two changes. */
function share(traits, model, store, signal) {
  const differing = () => Object.entries(SHARED).filter(([trait, [read]]) => traits.get(trait) !== read(store.get(), model));
  // each trait that is set is heard of at once, when the others are still to come
  let telling = false;
  // all at once: what is not taken yet would else be told back as it was
  const take = () => {
    if (telling) return;
    const changes = differing().map(([trait, [, change]]) => change(traits.get(trait), model));
    if (changes.length) store.set(Object.assign({}, ...changes));
  };
  take();
  store.subscribe((state) => {
    const told = differing();
    telling = true;
    for (const [trait, [read]] of told) traits.set(trait, read(state, model));
    telling = false;
    if (told.length) traits.save_changes();
  });
  for (const trait of Object.keys(SHARED)) {
    traits.on(`change:${trait}`, take);
    signal.addEventListener("abort", () => traits.off(`change:${trait}`, take));
  }
}

/** Unpack the document: JSON, deflated. */
async function unpacked(bytes) {
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate"));
  return JSON.parse(await new Response(stream).text());
}

/** The drawing as an element; it is XML that holds shapes and texts only. */
function parsed(drawing) {
  const xml = drawing.replace("<svg", '<svg xmlns="http://www.w3.org/2000/svg"');
  return document.importNode(new DOMParser().parseFromString(xml, "image/svg+xml").documentElement, true);
}

export default { render };
