// Draw the map's scene on a canvas.
import { DASHES, isDouble, OUTLINES } from "./glyphs.js";
import { NAMED, seenAt, walk } from "./map_scene.js";

const MOST_LINES = 3000;

/**
 * Draw everything.
 * @param {CanvasRenderingContext2D} pen
 * @param {object} look what to draw: model, camera, closed, colours, and by module number `shown(module)`,
 *   `tint(module)` ("" or the name of a colour), `wave(module)`; `lines` as [from, to, colour, width, dash];
 *   `selected`, `hovered`, `chosen` (a package)
 */
export function draw(pen, look) {
  const { model, camera, closed, colours } = look;
  pen.clearRect(0, 0, camera.width, camera.height);
  const signs = [];
  const names = [];
  walk(model, camera, closed, {
    open(one, place) { if (one.parent >= 0) frame(pen, look, one, place, names); },
    closed(one, place) { tile(pen, look, one, place, signs, names); },
    cell(module, place) {
      const state = model.states.get(module)?.state;
      if (!state || look.tint(module)) cell(pen, look, module, place);
      if (state) signs.push([module, state, place]);
      if (place.width > 40 && place.height > NAMED) names.push([leafOf(model, module), place, state ? place.height > 34 ? "under" : "none" : "middle", look.shown(module)]);
    },
  });
  lines(pen, look);
  for (const [module, state, place] of signs) sign(pen, look, module, state, place);
  write(pen, look, names);
  for (const [module, colour] of [[look.hovered, colours.ink], [look.selected, colours.accent]]) {
    if (module !== null && module !== undefined) ring(pen, seenAt(model, camera, closed, module), colour);
  }
}

function frame(pen, look, one, place, names) {
  const { colours } = look;
  pen.fillStyle = one.parent === 0 || depth(look.model, one) % 2 ? colours.box : colours.boxInner;
  pen.strokeStyle = one.index === look.chosen ? colours.accent : colours.boxLine;
  pen.lineWidth = one.index === look.chosen ? 2 : 1;
  rounded(pen, place, Math.min(6, place.width / 8));
  pen.fill();
  pen.stroke();
  const strip = one.strip * look.camera.k;
  if (strip >= 9) names.push([relative(look.model, one), { ...place, height: strip }, "strip", true]);
}

function tile(pen, look, one, place, signs, names) {
  const { colours, model } = look;
  const involved = look.involved(one);
  pen.fillStyle = look.tintOfPackage(one) ? colours[look.tintOfPackage(one)] : colours.tile;
  pen.strokeStyle = one.index === look.chosen ? colours.accent : colours.tileLine;
  pen.lineWidth = one.index === look.chosen ? 2 : 1;
  rounded(pen, shrunk(place, 0.5), Math.min(5, place.width / 6));
  pen.fill();
  pen.stroke();
  if (place.width > 46 && place.height > 2 * NAMED) {
    names.push([relative(model, one), { ...place, height: place.height * (involved.length ? 0.6 : 0.8) }, "middle", true]);
    names.push([`${one.count.toLocaleString("en")}`, { ...place, y: place.y + place.height / 2, height: place.height / 2 }, "small", true]);
  } else if (place.width > 46 && place.height > NAMED) {
    names.push([relative(model, one), place, "middle", true]);
  }
  // the most telling state of what the tile hides
  const telling = involved[0];
  if (telling !== undefined) {
    const size = Math.min(16, place.width * 0.7, place.height * 0.7);
    const corner = { x: place.x + place.width - size - 2, y: place.y + 2, width: size, height: size };
    signs.push([telling, model.states.get(telling).state, corner]);
  }
}

function cell(pen, look, module, place) {
  const { colours } = look;
  const tint = look.tint(module);
  const shown = look.shown(module);
  if (!shown) pen.globalAlpha = 0.22;
  pen.fillStyle = tint ? colours[tint] : look.model.isTest[module] ? colours.cellTest : colours.cell;
  // whole pixels: sharper, and several times as fast where there is no graphics card
  const gap = place.width > 9 ? 1 : 0.5;
  const [x, y] = [Math.round(place.x + gap), Math.round(place.y + gap)];
  pen.fillRect(x, y, Math.max(1, Math.round(place.x + place.width - gap) - x), Math.max(1, Math.round(place.y + place.height - gap) - y));
  if (!shown) pen.globalAlpha = 1;
}

function sign(pen, look, module, state, place) {
  const { colours } = look;
  const wave = look.wave(module);
  const named = place.width > 40 && place.height > 34;
  const size = Math.max(4.5, Math.min(place.width * 0.42, place.height * (named ? 0.3 : 0.42), 17));
  const x = place.x + place.width / 2;
  const y = place.y + (named ? place.height * 0.4 : place.height / 2);
  const [fill, line] = colours.states[state];
  pen.save();
  pen.globalAlpha = !look.shown(module) ? 0.18 : wave === "done" ? 0.4 : look.dimmed(module) ? 0.35 : 1;
  pen.translate(x, y);
  if (wave === "now") {
    pen.strokeStyle = colours.accent;
    pen.lineWidth = 2;
    pen.beginPath();
    pen.arc(0, 0, size * 1.5, 0, 2 * Math.PI);
    pen.stroke();
  }
  pen.lineWidth = Math.max(1, size / 7);
  pen.strokeStyle = line;
  pen.fillStyle = wave === "done" ? colours.ground : fill;
  pen.setLineDash((DASHES[state] ?? []).map((part) => (part * size) / 8));
  outline(pen, OUTLINES[state], size);
  pen.fill();
  pen.stroke();
  if (isDouble(state)) {
    outline(pen, OUTLINES[state], size * 1.3);
    pen.stroke();
  }
  if (wave === "done") {
    pen.setLineDash([]);
    pen.beginPath();
    pen.moveTo(-size * 0.45, 0);
    pen.lineTo(-size * 0.1, size * 0.4);
    pen.lineTo(size * 0.5, -size * 0.4);
    pen.stroke();
  }
  pen.restore();
}

function outline(pen, points, size) {
  pen.beginPath();
  points.forEach(([x, y], index) => (index ? pen.lineTo(x * size, y * size) : pen.moveTo(x * size, y * size)));
  pen.closePath();
}

/** Curves that bend to the right of their way, so that two opposite ones are told apart; arrow at the end. */
function lines(pen, look) {
  const { model, camera, closed, colours } = look;
  for (const [from, to, colour, width, dash] of look.lines.slice(0, MOST_LINES)) {
    const a = middle(seenAt(model, camera, closed, from));
    const b = middle(seenAt(model, camera, closed, to));
    const [dx, dy] = [b.x - a.x, b.y - a.y];
    const length = Math.hypot(dx, dy);
    if (length < 2) continue;
    const bend = Math.min(60, length * 0.16);
    const [cx, cy] = [(a.x + b.x) / 2 - (dy / length) * bend, (a.y + b.y) / 2 + (dx / length) * bend];
    pen.strokeStyle = pen.fillStyle = colours[colour];
    pen.lineWidth = width;
    pen.globalAlpha = look.faint ? 0.55 : 1;
    pen.setLineDash(dash);
    const [ex, ey] = [b.x - cx, b.y - cy];
    const reach = Math.hypot(ex, ey) || 1;
    const stop = Math.min(b.size + 3, reach * 0.5);
    const tip = { x: b.x - (ex / reach) * stop, y: b.y - (ey / reach) * stop };
    pen.beginPath();
    pen.moveTo(a.x, a.y);
    pen.quadraticCurveTo(cx, cy, tip.x, tip.y);
    pen.stroke();
    pen.setLineDash([]);
    const head = 3 + width * 1.8;
    const [ux, uy] = [ex / reach, ey / reach];
    pen.beginPath();
    pen.moveTo(tip.x + ux * 2, tip.y + uy * 2);
    pen.lineTo(tip.x - ux * head - uy * head * 0.5, tip.y - uy * head + ux * head * 0.5);
    pen.lineTo(tip.x - ux * head + uy * head * 0.5, tip.y - uy * head - ux * head * 0.5);
    pen.closePath();
    pen.fill();
  }
  pen.globalAlpha = 1;
}

function write(pen, look, names) {
  const { colours } = look;
  pen.textBaseline = "middle";
  for (const [text, place, how, shown] of names) {
    if (how === "none") continue;
    const strip = how === "strip";
    const size = strip ? Math.max(9.5, Math.min(13, place.height * 0.72)) : how === "small" ? 10 : Math.max(9, Math.min(11, place.height * 0.4));
    pen.font = `${strip ? 600 : 400} ${size}px system-ui, "Segoe UI", sans-serif`;
    const room = place.width - (strip ? 8 : 4);
    const fitting = fitted(pen, text, room);
    if (!fitting) continue;
    pen.globalAlpha = shown ? 1 : 0.3;
    pen.fillStyle = how === "small" ? colours.quiet : strip ? colours.strip : colours.ink;
    pen.textAlign = strip ? "left" : "center";
    const x = strip ? place.x + 6 : place.x + place.width / 2;
    const y = how === "under" ? place.y + place.height - Math.min(10, place.height * 0.2) : place.y + place.height / 2 + (strip ? 1.5 : 0);
    pen.fillText(fitting, x, y);
  }
  pen.globalAlpha = 1;
}

/** The text, shortened at its end until it fits; "" when hardly anything would be left. */
function fitted(pen, text, room) {
  if (pen.measureText(text).width <= room) return text;
  let end = Math.min(text.length - 1, Math.floor((text.length * room) / pen.measureText(text).width));
  while (end > 2 && pen.measureText(`${text.slice(0, end)}…`).width > room) end -= 1;
  return end > 2 ? `${text.slice(0, end)}…` : "";
}

function ring(pen, place, colour) {
  pen.strokeStyle = colour;
  pen.lineWidth = 2.5;
  const grow = Math.max(2, (11 - Math.min(place.width, place.height)) / 2);
  rounded(pen, shrunk(place, -grow), 4);
  pen.stroke();
}

function rounded(pen, { x, y, width, height }, radius) {
  pen.beginPath();
  if (Math.min(width, height) < 40) {
    pen.rect(Math.round(x) + 0.5, Math.round(y) + 0.5, Math.max(0, Math.round(width) - 1), Math.max(0, Math.round(height) - 1));
    return;
  }
  pen.roundRect(x, y, Math.max(0, width), Math.max(0, height), Math.max(0, radius));
}

const shrunk = ({ x, y, width, height }, by) => ({ x: x + by, y: y + by, width: width - 2 * by, height: height - 2 * by });

function middle(place) {
  const named = place.width > 40 && place.height > 34 && !place.package;
  return { x: place.x + place.width / 2, y: place.y + place.height * (named ? 0.4 : 0.5), size: Math.min(17, Math.min(place.width, place.height) * 0.42) };
}

/** A module's own name; that of a package's module is the package's box already. */
function leafOf(model, module) {
  const name = model.names[module];
  return name === model.packages[model.packageOf[module]].name ? "__init__" : name.slice(name.lastIndexOf(".") + 1);
}

function depth(model, one) {
  let steps = 0;
  for (let at = one; at.parent >= 0; at = model.packages[at.parent]) steps += 1;
  return steps;
}

/** A package's name without that of the package it is drawn in. */
function relative(model, one) {
  const outer = model.packages[one.parent]?.name;
  return outer ? one.name.slice(outer.length + 1) : one.name;
}
