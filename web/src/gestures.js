// Drag, wheel, pinch and tap on an element, by pointer events.

/**
 * Listen on an element.
 * @param {Element} element
 * @param {{drag: Function, zoom: Function, tap: Function, hover: Function}} tell `drag(dx, dy)`,
 *   `zoom(factor, x, y)`, `tap(x, y, target)`, `hover(x, y)` or `hover(null)` when the pointer left
 * @param {(event: WheelEvent) => boolean} zooms whether the wheel is meant for the element, not for what is around it
 */
export function gestures(element, tell, zooms) {
  const pointers = new Map();
  let moved = 0;
  const handle = { busy: false };
  const at = (event) => {
    const box = element.getBoundingClientRect();
    return { x: event.clientX - box.left, y: event.clientY - box.top };
  };
  element.addEventListener("pointerdown", (event) => {
    if (event.button) return;
    pointers.set(event.pointerId, { ...at(event), target: event.target });
    moved = pointers.size > 1 ? Infinity : 0;
  });
  element.addEventListener("pointermove", (event) => {
    const here = at(event);
    const known = pointers.get(event.pointerId);
    if (!known) {
      if (event.pointerType !== "touch") tell.hover(here.x, here.y);
      return;
    }
    const [dx, dy] = [here.x - known.x, here.y - known.y];
    moved += Math.abs(dx) + Math.abs(dy);
    if (moved > 4 && !element.hasPointerCapture(event.pointerId)) element.setPointerCapture(event.pointerId);
    if (pointers.size === 1 && moved > 4) tell.drag(dx, dy);
    if (pointers.size === 2) {
      const [other] = [...pointers].filter(([id]) => id !== event.pointerId).map(([, place]) => place);
      const before = Math.hypot(known.x - other.x, known.y - other.y);
      const after = Math.hypot(here.x - other.x, here.y - other.y);
      if (before > 0) tell.zoom(after / before, (here.x + other.x) / 2, (here.y + other.y) / 2);
    }
    Object.assign(known, here);
  });
  const end = (event) => {
    const known = pointers.get(event.pointerId);
    pointers.delete(event.pointerId);
    if (known && event.type === "pointerup" && moved <= 4) {
      const here = at(event);
      handle.busy = true;
      tell.tap(here.x, here.y, known.target);
      handle.busy = false;
    }
  };
  element.addEventListener("pointerup", end);
  element.addEventListener("pointercancel", end);
  element.addEventListener("pointerleave", () => tell.hover(null));
  element.addEventListener("wheel", (event) => {
    if (!zooms(event)) return;
    event.preventDefault();
    const { x, y } = at(event);
    const lines = event.deltaMode === 1 ? 16 : 1;
    tell.zoom(Math.exp(-Math.max(-120, Math.min(120, event.deltaY * lines)) * 0.003), x, y);
  }, { passive: false });
  return handle;
}
