// What the map shows at a zoom: which packages are open, and what lies where. No drawing in here.

// pixels: the least side of a module's cell for its package to be opened, and of a package for its name
const CELL = 4.5;
export const NAMED = 15;

/**
 * Go through what is on the screen, outer packages first.
 * @param {object} model
 * @param {{x: number, y: number, k: number, width: number, height: number}} camera the upper left corner in units
 *   of the map, pixels per unit, and the size of the screen in pixels
 * @param {Set<number>} closed packages that are to stay closed
 * @param {{open: Function, closed: Function, cell: Function}} see called with a package or module and its place in pixels
 */
export function walk(model, camera, closed, see) {
  const visit = (one) => {
    const place = placed(camera, one.x, one.y, one.width, one.height);
    if (outside(place, camera)) return;
    if (one.parent >= 0 && (closed.has(one.index) || !roomy(one, place))) {
      see.closed(one, place);
      return;
    }
    see.open(one, place);
    for (const inner of one.packages) visit(inner);
    for (const module of one.modules) {
      const at = module * 4;
      const cell = placed(camera, model.boxes[at], model.boxes[at + 1], model.boxes[at + 2], model.boxes[at + 3]);
      if (!outside(cell, camera)) see.cell(module, cell);
    }
  };
  visit(model.packages[0]);
}

/** Where a module is seen: its own cell, or the closed package that hides it; null while off the map. */
export function seenAt(model, camera, closed, module) {
  let found = null;
  for (let one = model.packages[model.packageOf[module]]; one.parent >= 0; one = model.packages[one.parent]) {
    const place = placed(camera, one.x, one.y, one.width, one.height);
    if (closed.has(one.index) || !roomy(one, place)) found = { package: one, ...place };
  }
  if (found) return found;
  const at = module * 4;
  return { package: null, ...placed(camera, model.boxes[at], model.boxes[at + 1], model.boxes[at + 2], model.boxes[at + 3]) };
}

/** What lies under a point of the screen: `{module}`, `{package, closed}` or null. */
export function under(model, camera, closed, x, y) {
  let found = null;
  const inside = (place) => x >= place.x && y >= place.y && x < place.x + place.width && y < place.y + place.height;
  walk(model, camera, closed, {
    open(one, place) { if (one.parent >= 0 && inside(place)) found = { package: one, closed: false }; },
    closed(one, place) { if (inside(place)) found = { package: one, closed: true }; },
    cell(module, place) { if (inside(place)) found = { module }; },
  });
  return found;
}

function placed(camera, x, y, width, height) {
  return { x: (x - camera.x) * camera.k, y: (y - camera.y) * camera.k, width: width * camera.k, height: height * camera.k };
}

function outside(place, camera) {
  return place.x > camera.width || place.y > camera.height || place.x + place.width < 0 || place.y + place.height < 0;
}

/** Whether a package is large enough on the screen to show what it holds. */
function roomy(one, place) {
  return Math.sqrt((place.width * place.height) / Math.max(1, one.count)) >= CELL && Math.min(place.width, place.height) >= 12;
}
