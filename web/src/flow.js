// The symbol flow as Graphviz drew it: pan, zoom, select, and light up exactly the chains of the selection.
import { chainsOf } from "./chains.js";
import { h, s } from "./dom.js";
import { lookShown, moduleShown, waveState } from "./filters.js";
import { gestures } from "./gestures.js";

// units of the drawing in a pixel, beyond which its letters are too small
const LEAST_READABLE = 1.55;
const TOO_SMALL = 2.4;

/** The element of the drawing `svg`, and how to bring it up to date. */
export function flowView(model, store, host, svg) {
  const [, , fullWidth, fullHeight] = svg.getAttribute("viewBox").split(" ").map(Number);
  const element = h("div", { class: "flow" }, svg);
  svg.setAttribute("role", "group");
  svg.setAttribute("aria-label", "Who takes the symbol from whom: importers left, definition right. Arrow keys go along the arrows.");
  svg.setAttribute("preserveAspectRatio", "xMidYMid meet");
  const looks = new Map();
  for (const [taker, giver, , , look] of model.doc.takes) {
    const pair = `${taker}>${giver}`;
    if (!looks.has(pair)) looks.set(pair, new Set());
    looks.get(pair).add(look);
  }
  const nodes = new Map([...svg.querySelectorAll(".node")].map((group) => [Number(group.id.slice(1)), group]));
  const edges = new Map([...svg.querySelectorAll(".edge")].map((group) => [group.id.slice(1).replace("_", ">"), group]));
  const takers = new Map();
  const givers = new Map();
  for (const pair of edges.keys()) {
    const [taker, giver] = pair.split(">").map(Number);
    takers.set(giver, [...(takers.get(giver) ?? []), taker]);
    givers.set(taker, [...(givers.get(taker) ?? []), giver]);
  }
  const places = new Map();
  const view = { x: 0, y: 0, width: fullWidth, height: fullHeight };
  const apply = () => svg.setAttribute("viewBox", `${view.x} ${view.y} ${view.width} ${view.height}`);
  const scale = () => Math.max(view.width / (svg.clientWidth || 1), view.height / (svg.clientHeight || 1));

  for (const [module, group] of nodes) {
    group.setAttribute("role", "button");
    group.setAttribute("tabindex", "-1");
    const title = s("title", { text: `${model.names[module]}: ${model.states.get(module)?.state ?? ""}${model.ranks.has(module) ? `, wave ${model.ranks.get(module).wave}` : ""}` });
    group.prepend(title);
    const box = boxOf(group);
    places.set(module, box);
    group.append(s("path", { class: "tick", d: "M0,4 L4,8 L11,-2", transform: `translate(${box.left + box.width - 12} ${box.top - 2})` }));
  }
  new ResizeObserver((_, watcher) => {
    if (!svg.clientWidth) return;
    watcher.disconnect();
    begin();
  }).observe(element);
  const first = [...nodes.keys()][0];
  nodes.get(first)?.setAttribute("tabindex", "0");

  const choose = (module) => store.set({ module, package: null, symbol: null });
  const touch = gestures(svg, {
    drag(dx, dy) { view.x -= dx * scale(); view.y -= dy * scale(); apply(); },
    zoom(factor, x, y) { zoom(factor, x, y); },
    tap(_x, _y, target) {
      const group = target.closest?.(".node");
      if (!group) { choose(null); return; }
      focus(Number(group.id.slice(1)));
      choose(Number(group.id.slice(1)));
    },
    hover() {},
  }, host.zooms);

  function zoom(factor, x = svg.clientWidth / 2, y = svg.clientHeight / 2) {
    const most = Math.max(fullWidth, fullHeight) * 1.6;
    const width = Math.max(120, Math.min(most, view.width / factor));
    const ratio = width / view.width;
    // the point under the pointer stays: the drawing is centred in the element
    const now = scale();
    const px = view.x + view.width / 2 + (x - svg.clientWidth / 2) * now;
    const py = view.y + view.height / 2 + (y - svg.clientHeight / 2) * now;
    Object.assign(view, { x: px - (px - view.x) * ratio, y: py - (py - view.y) * ratio, width, height: view.height * ratio });
    apply();
  }

  /** Begin with the whole, or where its letters would be too small with what is around the definition. */
  function begin() {
    const ends = [...nodes.keys()].filter((module) => model.states.get(module)?.state === "definition");
    if (scale() < TOO_SMALL || !ends.length || store.get().module !== null) return;
    const place = places.get(ends[0]);
    const [width, height] = [svg.clientWidth * LEAST_READABLE * 0.85, svg.clientHeight * LEAST_READABLE * 0.85];
    Object.assign(view, { width, height, x: Math.min(place.x + place.width + 30, fullWidth) - width, y: place.y + place.height / 2 - height / 2 });
    apply();
  }

  function fit() {
    Object.assign(view, { x: 0, y: 0, width: fullWidth, height: fullHeight });
    apply();
  }

  function focus(module) {
    svg.querySelector(".node[tabindex='0']")?.setAttribute("tabindex", "-1");
    nodes.get(module).setAttribute("tabindex", "0");
    nodes.get(module).focus({ preventScroll: true });
  }

  /** Bring a module to where it can be read, with all of its chains where there is room for that. */
  function reveal(module) {
    if (!places.has(module) || !svg.clientWidth || readable(module)) return;
    const wanted = [...chainsOf(model, module, store.get().through).modules, module].filter((one) => places.has(one)).map((one) => places.get(one));
    const all = around(wanted);
    const [width, height] = [svg.clientWidth, svg.clientHeight];
    const now = Math.max(all.width / width, all.height / height) * 1.15;
    const one = now > LEAST_READABLE ? around([places.get(module)]) : all;
    const used = Math.max(0.75, Math.min(now, LEAST_READABLE));
    Object.assign(view, { width: width * used, height: height * used });
    Object.assign(view, { x: one.x + one.width / 2 - view.width / 2, y: one.y + one.height / 2 - view.height / 2 });
    apply();
  }

  /** Whether a module is in sight, and large enough. */
  function readable(module) {
    const now = scale();
    const [width, height] = [svg.clientWidth * now, svg.clientHeight * now];
    const [left, top] = [view.x + view.width / 2 - width / 2, view.y + view.height / 2 - height / 2];
    const place = places.get(module);
    return now < LEAST_READABLE && place.x >= left && place.y >= top && place.x + place.width <= left + width && place.y + place.height <= top + height;
  }

  svg.addEventListener("keydown", (event) => {
    const group = event.target.closest?.(".node");
    if (event.key === "+" || event.key === "=") zoom(1.3);
    else if (event.key === "-") zoom(1 / 1.3);
    else if (event.key === "0") fit();
    else if (!group) return;
    else {
      const module = Number(group.id.slice(1));
      const next = { ArrowRight: givers.get(module)?.[0], ArrowLeft: takers.get(module)?.[0], ArrowDown: beside(places, module, 1), ArrowUp: beside(places, module, -1) }[event.key];
      if (event.key === "Enter" || event.key === " ") choose(module);
      else if (next !== undefined) { focus(next); reveal(next); host.say(nodes.get(next).querySelector("title").textContent); }
      else if (!event.key.startsWith("Arrow")) return;
    }
    event.preventDefault();
  });

  return {
    element, fit, zoom, reveal,
    pointing: () => touch.busy,
    update(state) {
      const found = state.module !== null ? chainsOf(model, state.module, state.through) : null;
      const lit = found && nodes.has(state.module);
      svg.classList.toggle("lit", Boolean(lit));
      for (const [module, group] of nodes) {
        const wave = waveState(model, state, module);
        group.classList.toggle("on", Boolean(lit) && (found.modules.has(module) || module === state.module));
        group.classList.toggle("selected", module === state.module);
        group.classList.toggle("off", !moduleShown(model, state, module));
        for (const name of ["done", "now", "later"]) group.classList.toggle(name, wave === name);
        group.setAttribute("aria-pressed", String(module === state.module));
      }
      for (const [pair, group] of edges) {
        const [taker, giver] = pair.split(">").map(Number);
        group.classList.toggle("on", Boolean(lit) && found.pairs.has(pair));
        group.classList.toggle("off", ![...(looks.get(pair) ?? [])].some((look) => lookShown(state, look)) || !moduleShown(model, state, taker) || !moduleShown(model, state, giver));
        group.classList.toggle("done", waveState(model, state, taker) === "done");
      }
    },
  };
}

/** The rectangle around a node's outline, in the drawing's units. */
function boxOf(group) {
  const shift = /translate\(([-\d.]+)[ ,]+([-\d.]+)\)/.exec(group.parentNode.getAttribute("transform") ?? "");
  const numbers = [];
  for (const shape of group.querySelectorAll("polygon, path")) numbers.push(...(shape.getAttribute("points") ?? shape.getAttribute("d")).match(/-?\d+(\.\d+)?/g).map(Number));
  const xs = numbers.filter((_, index) => index % 2 === 0);
  const ys = numbers.filter((_, index) => index % 2 === 1);
  const [x, y] = [Math.min(...xs), Math.min(...ys)];
  return { x: x + Number(shift?.[1] ?? 0), y: y + Number(shift?.[2] ?? 0), width: Math.max(...xs) - x, height: Math.max(...ys) - y, left: x, top: y };
}

/** The rectangle around several. */
function around(boxes) {
  const x = Math.min(...boxes.map((box) => box.x));
  const y = Math.min(...boxes.map((box) => box.y));
  return { x, y, width: Math.max(...boxes.map((box) => box.x + box.width)) - x, height: Math.max(...boxes.map((box) => box.y + box.height)) - y };
}

/** The next node up or down in about the same column. */
function beside(places, module, way) {
  const from = places.get(module);
  let best;
  let least = Infinity;
  for (const [other, place] of places) {
    const down = (place.y - from.y) * way;
    if (down <= 0) continue;
    const cost = down + 3 * Math.abs(place.x - from.x);
    if (cost < least) { least = cost; best = other; }
  }
  return best;
}
