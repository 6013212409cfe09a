// Which bindings and modules lie on chains to the definition, and what is up- and downstream of a module.
import { push } from "./model.js";

/**
 * Everything on any chain from a module to a definition: the part of the flow that can be reached from the
 * module's bindings and from which a definition can be reached. For a definition, every consumer's chains.
 * @param {boolean} [through] also the part of all consumers' chains that leads to the module
 * @returns {{modules: Set<number>, pairs: Set<string>, links: any[], steps: any[]}} `pairs` are `taker>giver` by
 *   module; `steps` is the shortest chain, the links from the module on
 */
export function chainsOf(model, module, through = false) {
  const { nodes, definitions, nodesOf } = model.flow;
  const { givers, kept } = reaching(model);
  const own = nodesOf.get(module) ?? [];
  const isEnd = own.some((node) => definitions.has(node));
  const starts = (isEnd ? allStarts(model) : own).filter((node) => kept.has(node));
  const seen = new Set(starts);
  const before = new Map();
  const links = [];
  let end = null;
  const waiting = [...starts];
  for (let at = 0; at < waiting.length; at += 1) {
    const node = waiting[at];
    if (end === null && definitions.has(node)) end = node;
    for (const link of givers.get(node) ?? []) {
      if (!kept.has(link.giver)) continue;
      links.push(link);
      if (seen.has(link.giver)) continue;
      seen.add(link.giver);
      before.set(link.giver, link);
      waiting.push(link.giver);
    }
  }
  if (through && !isEnd) {
    const above = leadingTo(model, own);
    links.push(...model.flow.links.filter((link) => above.has(link.taker) && (above.has(link.giver) || own.includes(link.giver))));
    above.forEach((node) => seen.add(node));
  }
  const modules = new Set([...seen].map((node) => nodes[node].module));
  if (isEnd) modules.add(module);
  const pairs = new Set();
  for (const { taker, giver } of links) {
    const [from, to] = [nodes[taker].module, nodes[giver].module];
    if (from !== to) pairs.add(`${from}>${to}`);
  }
  return { modules, pairs, links, steps: isEnd || end === null ? [] : backwards(before, end) };
}

function backwards(before, end) {
  const steps = [];
  for (let node = end; before.has(node); node = before.get(node).taker) steps.unshift(before.get(node));
  return steps;
}

/** Bindings from which a definition can be reached, and the takes of each; worked out once. */
function reaching(model) {
  if (model.flow.reaching) return model.flow.reaching;
  const takers = new Map();
  const givers = new Map();
  for (const link of model.flow.links) {
    push(takers, link.giver, link.taker);
    push(givers, link.taker, link);
  }
  const kept = spread(model.flow.definitions, (node) => takers.get(node) ?? []);
  model.flow.reaching = { givers, takers, kept };
  return model.flow.reaching;
}

/** Bindings on a consumer's chain that come before some given ones. */
function leadingTo(model, own) {
  const { givers, takers } = reaching(model);
  const used = spread(allStarts(model), (node) => (givers.get(node) ?? []).map((link) => link.giver));
  const above = spread(own, (node) => (takers.get(node) ?? []).filter((taker) => used.has(taker)));
  own.forEach((node) => above.delete(node));
  return above;
}

/** Everything that is reached from some nodes, with them. */
function spread(from, next) {
  const seen = new Set(from);
  const waiting = [...seen];
  while (waiting.length) {
    for (const node of next(waiting.pop())) {
      if (seen.has(node)) continue;
      seen.add(node);
      waiting.push(node);
    }
  }
  return seen;
}

/** How many modules take the symbol through a module, however indirectly. */
export function comingThrough(model, module) {
  const own = model.flow.nodesOf.get(module) ?? [];
  const modules = new Set([...leadingTo(model, own)].map((node) => model.flow.nodes[node].module));
  modules.delete(module);
  return modules.size;
}

function allStarts(model) {
  const { nodesOf, definitions } = model.flow;
  const starts = [];
  for (const row of model.doc.consumers) {
    const own = nodesOf.get(model.number.get(row.module)) ?? [];
    if (!own.some((node) => definitions.has(node))) starts.push(...own);
  }
  return starts;
}

/** Modules that import a module, or that it imports, each with the distance in imports; itself left out. */
export function reach(model, module, direction, wanted) {
  const { imports } = model;
  const [edgesOf, other] = direction === "downstream" ? [imports.in, imports.importer] : [imports.out, imports.imported];
  const distance = new Map([[module, 0]]);
  const waiting = [module];
  for (let at = 0; at < waiting.length; at += 1) {
    const here = waiting[at];
    for (const edge of edgesOf(here)) {
      const next = other[edge];
      if (distance.has(next) || !wanted(imports.when(edge))) continue;
      distance.set(next, distance.get(here) + 1);
      waiting.push(next);
    }
  }
  distance.delete(module);
  return distance;
}
