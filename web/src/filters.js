// What the switches let through: modules, uses, takes and imports.

/** Whether a use passes the switches. */
export function useShown(state, use) {
  return !state.hidden.has(use.when ?? "import_time") && !state.hidden.has(use.certainty ?? "certain");
}

/** Whether an edge of the symbol flow passes, by its look. */
export function lookShown(state, look) {
  return !state.hidden.has(look);
}

/** Whether a module passes. */
export function moduleShown(model, state, module) {
  if (state.hidden.has(model.isTest[module] ? "tests" : "production")) return false;
  if (state.wave && model.ranks.get(module)?.wave !== state.wave) return false;
  const found = model.uses.get(module);
  if (!found || !found.uses.length || found.reexports.length || found.definitions.length) return true;
  return found.uses.some((use) => useShown(state, use));
}

/** "done", "now" (moves next), "later", or "" for what does not move; with the slider at 0 all is as today. */
export function waveState(model, state, module) {
  const wave = model.ranks.get(module)?.wave;
  if (!wave || !state.done) return "";
  if (wave <= state.done) return "done";
  return wave === state.done + 1 ? "now" : "later";
}
