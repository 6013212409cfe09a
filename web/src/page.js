// The page: one document, one address, the whole window.
import { mount } from "./explorer.js";

const root = document.getElementById("app");
const holder = document.getElementById("drawing");
const svg = holder.querySelector("svg");
holder.remove();
const { api, shown } = mount(root, JSON.parse(document.getElementById("data").textContent), svg, {
  skin: document.documentElement,
  ambient: () => "",
  follow() {},
  keys: document,
  zooms: () => true,
  address: {
    read: () => location.hash.slice(1),
    write(fragment) {
      if (fragment === location.hash.slice(1)) return;
      history.replaceState(null, "", fragment ? `#${fragment}` : location.pathname + location.search);
    },
    listen(changed) { addEventListener("hashchange", changed); },
  },
  signal: new AbortController().signal,
});
window.graphkit = api;
shown.then(() => { root.dataset.ready = "true"; });
