// The map of all modules: packages are boxes in boxes, at places worked out in Python; zoom, drag, expand.
import { chainsOf, reach } from "./chains.js";
import { h } from "./dom.js";
import { lookShown, moduleShown, waveState } from "./filters.js";
import { draw } from "./map_draw.js";
import { seenAt, under } from "./map_scene.js";
import { modulesIn } from "./panel.js";
import { gestures } from "./gestures.js";

const ORDER = ["definition", "facade", "shim", "production consumer", "script or notebook", "test consumer", "possible", "dangling"];

/** The map's element, and how to bring it up to date. */
export function mapView(model, store, host) {
  const canvas = h("canvas", {
    tabindex: "0", role: "application", "aria-roledescription": "map",
    "aria-label": "Map of all modules. Arrows go to the neighbour, Enter selects or expands, plus and minus zoom. The same modules are in the tables.",
  });
  const tip = h("div", { class: "tip", hidden: true, "aria-hidden": "true" });
  const element = h("div", { class: "map" }, canvas, tip);
  const pen = canvas.getContext("2d");
  const camera = { x: 0, y: 0, k: 0.005, width: 0, height: 0 };
  const whole = model.packages[0];
  let colours = null;
  let hovered = null;
  let pointed = -1;
  let asked = false;
  let answers = null;
  const involvedIn = new Map();

  const involved = (one) => {
    if (!involvedIn.has(one.index)) {
      const found = modulesIn(one).filter((module) => model.states.has(module));
      found.sort((a, b) => ORDER.indexOf(model.states.get(a).state) - ORDER.indexOf(model.states.get(b).state) || a - b);
      involvedIn.set(one.index, found);
    }
    return involvedIn.get(one.index);
  };

  function paint() {
    asked = false;
    if (!camera.width || element.hidden) return;
    colours ??= readColours(element);
    const state = store.get();
    answers ??= answersFor(model, state);
    const ratio = devicePixelRatio || 1;
    pen.setTransform(ratio, 0, 0, ratio, 0, 0);
    draw(pen, { model, camera, closed: state.closed, colours, involved, hovered, selected: state.module, chosen: state.package, ...answers });
  }

  const repaint = () => {
    if (asked) return;
    asked = true;
    requestAnimationFrame(paint);
  };

  function resize() {
    const { clientWidth, clientHeight } = element;
    if (!clientWidth || !clientHeight) return;
    const fresh = !camera.width;
    const ratio = devicePixelRatio || 1;
    canvas.width = Math.round(clientWidth * ratio);
    canvas.height = Math.round(clientHeight * ratio);
    Object.assign(camera, { width: clientWidth, height: clientHeight });
    if (fresh || camera.fitted) fit();
    else repaint();
  }

  function show(x, y, width, height, most = Infinity) {
    const k = Math.min(camera.width / width, camera.height / height, most);
    Object.assign(camera, { k, x: x + width / 2 - camera.width / k / 2, y: y + height / 2 - camera.height / k / 2 });
    repaint();
  }

  function fit() {
    show(whole.x - whole.width * 0.01, whole.y - whole.height * 0.01, whole.width * 1.02, whole.height * 1.02);
    camera.fitted = true;
  }

  function zoom(factor, x = camera.width / 2, y = camera.height / 2) {
    const least = Math.min(camera.width / whole.width, camera.height / whole.height) * 0.8;
    const k = Math.max(least, Math.min(0.2, camera.k * factor));
    camera.x += x / camera.k - x / k;
    camera.y += y / camera.k - y / k;
    camera.k = k;
    camera.fitted = false;
    repaint();
  }

  /** Bring a module near enough to be seen for itself. */
  function reveal(module) {
    if (!camera.width) return;
    const at = module * 4;
    const [x, y, width, height] = model.boxes.slice(at, at + 4);
    const place = seenAt(model, camera, new Set(), module);
    const visible = !place.package && place.x >= 0 && place.y >= 0 && place.x + place.width <= camera.width && place.y + place.height <= camera.height && place.width > 12;
    if (visible) { repaint(); return; }
    const one = model.packages[model.packageOf[module]];
    camera.fitted = false;
    if (Math.max(one.width, one.height) < 14 * Math.max(width, height)) show(one.x - one.width * 0.15, one.y - one.height * 0.15, one.width * 1.3, one.height * 1.3);
    else show(x - width * 6, y - height * 6, width * 13, height * 13);
  }

  /** Bring a package in sight. */
  function revealPackage(index) {
    if (!camera.width || index === 0) return;
    const one = model.packages[index];
    const inside = one.x >= camera.x && one.y >= camera.y && one.x + one.width <= camera.x + camera.width / camera.k && one.y + one.height <= camera.y + camera.height / camera.k;
    if (inside && Math.min(one.width, one.height) * camera.k > 90) { repaint(); return; }
    camera.fitted = false;
    show(one.x - one.width * 0.4, one.y - one.height * 0.4, one.width * 1.8, one.height * 1.8);
  }

  function choose(found) {
    if (!found) store.set({ module: null, package: null, symbol: null });
    else if (found.module !== undefined) store.set({ module: found.module, package: null, symbol: null });
    else if (found.closed) expand(found.package);
    else store.set({ package: found.package.index, module: null, symbol: null });
  }

  /** Open a closed package where it is; zoom in when it was closed for being too small. */
  function expand(one) {
    const closed = new Set(store.get().closed);
    const forced = closed.delete(one.index);
    store.set({ closed, package: one.index, module: null, symbol: null });
    if (!forced) { camera.fitted = false; show(one.x - one.width * 0.06, one.y - one.height * 0.06, one.width * 1.12, one.height * 1.12); }
    host.say(`Package ${one.name} expanded`);
  }

  const touch = gestures(canvas, {
    drag(dx, dy) { camera.x -= dx / camera.k; camera.y -= dy / camera.k; camera.fitted = false; repaint(); },
    zoom,
    tap(x, y) { canvas.focus({ preventScroll: true }); choose(under(model, camera, store.get().closed, x, y)); },
    hover(x, y) {
      const found = x === null ? null : under(model, camera, store.get().closed, x, y);
      const key = !found ? -1 : found.module ?? -2 - found.package.index;
      canvas.style.cursor = found ? "pointer" : "grab";
      if (found) moveTip(tip, element, x, y);
      if (key === pointed) return;
      pointed = key;
      hovered = found?.module ?? null;
      tip.hidden = !found;
      if (found) tip.textContent = describe(model, found);
      repaint();
    },
  }, host.zooms);

  canvas.addEventListener("keydown", (event) => {
    const way = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }[event.key];
    const state = store.get();
    if (way) {
      const next = neighbour(model, state.module ?? [...model.states.keys()][0] ?? 0, way);
      store.set({ module: next, package: null, symbol: null });
      reveal(next);
    } else if (event.key === "+" || event.key === "=") zoom(1.4);
    else if (event.key === "-") zoom(1 / 1.4);
    else if (event.key === "0") fit();
    else if (event.key === "Enter" && state.package !== null && state.closed.has(state.package)) expand(model.packages[state.package]);
    else if (event.key === "Enter" && state.package !== null) store.set({ closed: new Set([...state.closed, state.package]) });
    else if (event.key === "Enter" && state.module !== null) host.toDetails();
    else return;
    event.preventDefault();
  });
  new ResizeObserver(resize).observe(element);

  return {
    element, fit, zoom, reveal, revealPackage,
    pointing: () => touch.busy,
    // for tests and for tools: where a module is on the canvas, and what is highlighted
    at: (module) => seenAt(model, camera, store.get().closed, module),
    update(state, before) {
      answers = null;
      if (!before || before.theme !== state.theme) colours = null;
      repaint();
    },
    recolour() { colours = null; repaint(); },
  };
}

/** What the drawing asks about modules, for one state. */
function answersFor(model, state) {
  const shown = model.names.map((_, module) => moduleShown(model, state, module));
  const tints = new Map();
  const lines = [];
  let focus = null;
  if (state.module !== null) {
    const wanted = (when) => when !== "type_checking" && !state.hidden.has(when);
    for (const [other, distance] of reach(model, state.module, "upstream", wanted)) if (distance === 1) tints.set(other, "up");
    for (const [other, distance] of reach(model, state.module, "downstream", wanted)) tints.set(other, distance === 1 ? "down" : "downFar");
    lines.push(...importLines(model, state));
    focus = chainsOf(model, state.module, state.through);
  }
  const pairs = focus ? focus.pairs : state.module === null ? new Set(model.doc.takes.map(([taker, giver]) => `${taker}>${giver}`)) : new Set();
  const seen = new Set();
  for (const [taker, giver, , , look] of model.doc.takes) {
    const pair = `${taker}>${giver}`;
    if (!pairs.has(pair) || seen.has(pair) || !lookShown(state, look) || !shown[taker] || !shown[giver]) continue;
    if (state.done && Math.max(0, model.ranks.get(taker)?.wave ?? 0) <= state.done) continue;
    seen.add(pair);
    lines.push([taker, giver, focus ? "chain" : "take", focus ? 2.4 : 1, { call_time: [6, 4], type_checking: [2, 3], possible: [2, 3] }[look] ?? []]);
  }
  // many chains at once are drawn finer, or they would hide each other and the map
  const fine = seen.size > 60;
  if (fine) for (const line of lines) if (line[2] === "chain") line.splice(3, 1, 1);
  const hidden = new Map();
  return {
    faint: fine,
    shown: (module) => shown[module],
    tint: (module) => tints.get(module) ?? "",
    tintOfPackage(one) {
      if (!tints.size) return "";
      if (!hidden.has(one.index)) {
        const found = new Set(modulesIn(one).map((module) => tints.get(module)));
        hidden.set(one.index, ["down", "up", "downFar"].find((tint) => found.has(tint)) ?? "");
      }
      return hidden.get(one.index);
    },
    wave: (module) => waveState(model, state, module),
    dimmed: (module) => state.module !== null && module !== state.module && !focus.modules.has(module) && !tints.has(module),
    lines,
  };
}

function importLines(model, state) {
  const { imports } = model;
  const found = [];
  for (const [edges, colour] of [[imports.in(state.module), "downLine"], [imports.out(state.module), "upLine"]]) {
    for (const edge of edges) {
      const when = imports.when(edge);
      if (state.hidden.has(when)) continue;
      if (!moduleShown(model, state, imports.importer[edge]) || !moduleShown(model, state, imports.imported[edge])) continue;
      found.push([imports.importer[edge], imports.imported[edge], colour, 1, { call_time: [6, 4], type_checking: [2, 3] }[when] ?? []]);
    }
  }
  return found;
}

/** The module whose cell lies nearest in a direction. */
function neighbour(model, from, [wayX, wayY]) {
  const centre = (module) => [model.boxes[module * 4] + model.boxes[module * 4 + 2] / 2, model.boxes[module * 4 + 1] + model.boxes[module * 4 + 3] / 2];
  const [x, y] = centre(from);
  let best = from;
  let least = Infinity;
  for (let module = 0; module < model.names.length; module += 1) {
    const [ox, oy] = centre(module);
    const ahead = (ox - x) * wayX + (oy - y) * wayY;
    if (ahead <= 0) continue;
    const aside = Math.abs((ox - x) * wayY) + Math.abs((oy - y) * wayX);
    const cost = ahead + 2.5 * aside;
    if (cost < least) { least = cost; best = module; }
  }
  return best;
}

/** One line about what is pointed at. */
function describe(model, found) {
  if (found.module === undefined) return `${found.package.name} · ${found.package.count} modules${found.closed ? " · click to expand" : ""}`;
  const rank = model.ranks.get(found.module);
  const kind = model.states.get(found.module)?.state;
  return [model.names[found.module], kind, rank ? `wave ${rank.wave}` : "", `${model.figures(found.module).transitive.toLocaleString("en")} downstream`].filter(Boolean).join(" · ");
}

function moveTip(tip, element, x, y) {
  tip.style.left = `${Math.min(x + 14, Math.max(0, element.clientWidth - 260))}px`;
  tip.style.top = `${y > element.clientHeight - 60 ? y - 40 : y + 18}px`;
}

function readColours(element) {
  const style = getComputedStyle(element);
  const value = (name) => style.getPropertyValue(`--${name}`).trim();
  const plain = ["ink", "quiet", "ground", "accent", "box", "box-inner", "box-line", "tile", "tile-line", "cell", "cell-test", "strip", "up", "down", "down-far", "up-line", "down-line", "chain", "take"];
  const colours = Object.fromEntries(plain.map((name) => [name.replace(/-(.)/g, (_, letter) => letter.toUpperCase()), value(name)]));
  colours.states = Object.fromEntries(ORDER.map((state) => [state, ["fill", "line"].map((part) => value(`${state.replaceAll(" ", "-")}-${part}`))]));
  return colours;
}
