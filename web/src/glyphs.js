// The signs of the states: each has a shape of its own, so that colour is never needed to tell them apart.
import { s } from "./dom.js";

/** State → outline in a square from -1 to 1. */
export const OUTLINES = {
  definition: [[-0.95, -0.7], [0.95, -0.7], [0.95, 0.7], [-0.95, 0.7]],
  facade: [[-0.42, -1], [0.42, -1], [1, -0.42], [1, 0.42], [0.42, 1], [-0.42, 1], [-1, 0.42], [-1, -0.42]],
  shim: [[-0.42, -1], [0.42, -1], [1, -0.42], [1, 0.42], [0.42, 1], [-0.42, 1], [-1, 0.42], [-1, -0.42]],
  "production consumer": circle(),
  "test consumer": [[-0.85, -0.9], [0.35, -0.9], [0.85, -0.4], [0.85, 0.9], [-0.85, 0.9]],
  "script or notebook": [[-0.95, -0.45], [-0.95, -0.85], [0, -0.85], [0, -0.45], [0.95, -0.45], [0.95, 0.85], [-0.95, 0.85]],
  possible: circle(),
  dangling: [[0, -1], [1, 0], [0, 1], [-1, 0]],
};
export const DASHES = { shim: [3, 2], possible: [1.5, 1.5], dangling: [3, 2] };
const DOUBLE = new Set(["definition"]);

function circle() {
  return Array.from({ length: 24 }, (_, turn) => [Math.cos((turn * Math.PI) / 12) * 0.92, Math.sin((turn * Math.PI) / 12) * 0.92]);
}

/** Whether a state's outline is drawn twice. */
export const isDouble = (state) => DOUBLE.has(state);

/** A state's sign as a small drawing beside words that say the same. */
export function glyph(state) {
  const sign = s("svg", { class: `glyph s-${state.replaceAll(" ", "-")}`, viewBox: "-1.35 -1.35 2.7 2.7", "aria-hidden": "true", focusable: "false" });
  const outline = OUTLINES[state];
  if (state === "symbol") {
    sign.append(s("circle", { r: 0.45, class: "dot" }));
  } else if (!outline) {
    sign.append(s("rect", { x: -0.6, y: -0.6, width: 1.2, height: 1.2, rx: 0.2, class: "plain" }));
  } else {
    const points = outline.map((point) => point.join(",")).join(" ");
    const dash = DASHES[state]?.map((length) => length * 0.14).join(" ");
    if (isDouble(state)) sign.append(s("polygon", { points, class: "around", transform: "scale(1.28)" }));
    sign.append(s("polygon", { points, "stroke-dasharray": dash }));
  }
  return sign;
}
