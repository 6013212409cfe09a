// What the reader chose, and on the page the same in the address's fragment, so that it can be sent to somebody.

export const VIEWS = ["chains", "map", "tables"];
export const SWITCHES = ["production", "tests", "import_time", "call_time", "type_checking", "certain", "possible"];

const FRESH = {
  view: "chains",
  module: null,
  package: null,
  symbol: null,
  // modules of waves up to this one have moved
  done: 0,
  // only modules of this wave, 0 for all
  wave: 0,
  hidden: new Set(),
  closed: new Set(),
  // with the chains of the selection, those that come through it
  through: false,
  theme: "",
  table: "order",
};

/**
 * The state, those who want to hear of changes, and the fragment kept in step.
 * @param {object} model
 * @param {{read: () => string, write: (fragment: string) => void, listen: (changed: () => void) => void} | null} address
 *   where the fragment is; null where there is none of its own
 */
export function createStore(model, address) {
  const first = model.doc.drawn ? "chains" : "map";
  const written = () => ({ ...FRESH, view: first, ...readFragment(model, address?.read() ?? "", first) });
  let state = written();
  const listeners = [];
  const tell = (before) => listeners.forEach((listener) => listener(state, before));
  address?.listen(() => {
    if (address.read() === writeFragment(model, state, first)) return;
    const before = state;
    state = written();
    tell(before);
  });
  return {
    get: () => state,
    subscribe(listener) { listeners.push(listener); },
    set(changes) {
      const before = state;
      state = { ...state, ...changes };
      address?.write(writeFragment(model, state, first));
      tell(before);
    },
  };
}

function writeFragment(model, state, first) {
  const parts = new URLSearchParams();
  if (state.view !== first) parts.set("view", state.view);
  if (state.module !== null) parts.set("module", model.names[state.module]);
  if (state.package !== null) parts.set("package", model.packages[state.package].name);
  if (state.symbol) parts.set("symbol", state.symbol);
  if (state.done) parts.set("done", state.done);
  if (state.wave) parts.set("wave", state.wave);
  if (state.hidden.size) parts.set("hide", [...state.hidden].sort().join(","));
  for (const name of [...state.closed].map((index) => model.packages[index].name).sort()) parts.append("closed", name);
  if (state.through) parts.set("through", "1");
  if (state.theme) parts.set("theme", state.theme);
  if (state.table !== "order") parts.set("table", state.table);
  return parts.toString();
}

/** Read a fragment; what names nothing here is left out. */
function readFragment(model, fragment, first) {
  const parts = new URLSearchParams(fragment);
  const words = (key) => (parts.get(key) ?? "").split(",").filter(Boolean);
  const packageAt = (name) => model.packages.findIndex((one) => one.name === name);
  const whole = (key) => Math.max(0, Math.min(model.waves, Number.parseInt(parts.get(key) ?? "0", 10) || 0));
  const found = {
    module: model.number.get(parts.get("module")) ?? null,
    package: null,
    symbol: parts.get("symbol"),
    done: whole("done"),
    wave: whole("wave"),
    hidden: new Set(words("hide").filter((word) => SWITCHES.includes(word))),
    closed: new Set(parts.getAll("closed").map(packageAt).filter((index) => index >= 0)),
    through: parts.get("through") === "1",
    theme: ["light", "dark"].includes(parts.get("theme")) ? parts.get("theme") : "",
    table: parts.get("table") ?? "order",
    view: VIEWS.includes(parts.get("view")) ? parts.get("view") : first,
  };
  if (found.module === null && parts.has("package")) {
    const index = packageAt(parts.get("package"));
    if (index >= 0) found.package = index;
  }
  if (!model.doc.drawn && found.view === "chains") found.view = "map";
  return found;
}
