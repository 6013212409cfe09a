// The page's data, unpacked into arrays that answer quickly.

export const WHENS = ["import_time", "call_time", "type_checking"];
const GUARDED = 4;
const FIGURES = ["direct", "transitive", "importTimeDirect", "importTime", "production", "tests"];

/**
 * @typedef {object} Package
 * @property {number} index
 * @property {string} name
 * @property {number} parent
 * @property {number} x
 * @property {number} y
 * @property {number} width
 * @property {number} height
 * @property {number} count
 * @property {number} strip
 * @property {Package[]} packages
 * @property {number[]} modules
 */

/** Unpack the document that Python wrote. */
export function readModel(doc) {
  const packages = doc.layout.packages.map(([name, parent, x, y, width, height, count, strip], index) => ({
    index, name, parent, x, y, width, height, count, strip, packages: [], modules: [],
  }));
  for (const one of packages) if (one.parent >= 0) packages[one.parent].packages.push(one);
  const names = doc.modules.names.map((leaf, index) => {
    const holder = packages[doc.modules.packages[index]].name;
    return holder && leaf ? `${holder}.${leaf}` : holder || leaf;
  });
  doc.modules.packages.forEach((holder, index) => packages[holder].modules.push(index));
  const files = doc.modules.files.map((file, index) => fileOf(names[index], file));
  const isTest = new Uint8Array(names.length);
  for (const index of doc.modules.tests) isTest[index] = 1;
  const number = new Map(names.map((name, index) => [name, index]));
  const states = new Map(doc.states.map(([module, state, detail]) => [module, { state, detail }]));
  const ranking = doc.ranking.map((row) => ({ ...row, index: number.get(row.module) }));
  const ranks = new Map(ranking.map((row) => [row.index, row]));
  return {
    doc, names, files, isTest, number, packages, states, ranking, ranks,
    packageOf: doc.modules.packages,
    boxes: doc.layout.boxes,
    waves: ranking.reduce((most, row) => Math.max(most, row.wave), 0),
    figures: (module) => Object.fromEntries(FIGURES.map((key, place) => [key, doc.modules.figures[module * 6 + place]])),
    imports: readImports(doc.imports, names.length),
    flow: readFlow(doc.flow),
    uses: readUses(doc, number),
    code: readCode(doc.code),
  };
}

function fileOf(name, file) {
  const usual = name.replaceAll(".", "/");
  return file === 0 ? `${usual}.py` : file === 1 ? `${usual}/__init__.py` : file;
}

function readImports(columns, count) {
  const { imported, line, flags, names, texts } = columns;
  const importer = new Int32Array(imported.length);
  let at = 0;
  columns.importer.forEach((step, edge) => { at += step; importer[edge] = at; });
  return {
    importer, imported, line, flags,
    text: (edge) => texts[names[edge]],
    texts,
    textOf: names,
    when: (edge) => WHENS[flags[edge] % GUARDED],
    guarded: (edge) => flags[edge] >= GUARDED,
    out: grouped(importer, count),
    in: grouped(imported, count),
  };
}

/** For every module the edges at it: `list.subarray(start[module], start[module + 1])`. */
function grouped(ends, count) {
  const start = new Int32Array(count + 1);
  for (const end of ends) start[end + 1] += 1;
  for (let module = 0; module < count; module += 1) start[module + 1] += start[module];
  const next = start.slice();
  const list = new Int32Array(ends.length);
  for (let edge = 0; edge < ends.length; edge += 1) list[next[ends[edge]]++] = edge;
  return (module) => list.subarray(start[module], start[module + 1]);
}

function readFlow(flow) {
  const nodes = flow.nodes.map(([module, name]) => ({ module, name }));
  const definitions = new Set(flow.definitions);
  // a definition takes from nobody: a chain ends at the first one it meets
  const links = flow.links
    .filter(([taker, giver]) => !definitions.has(taker) && taker !== giver)
    .map(([taker, giver, file, line, when, guarded, how]) => ({ taker, giver, file, line, when, guarded, how }));
  const nodesOf = new Map();
  nodes.forEach((node, index) => push(nodesOf, node.module, index));
  return { nodes, definitions, links, nodesOf };
}

function readUses(doc, number) {
  const of = new Map();
  const entry = (module) => {
    if (!of.has(module)) of.set(module, { uses: [], reexports: [], exports: [], dangling: [], definitions: [], facades: [] });
    return of.get(module);
  };
  const at = (name) => number.get(name);
  const modules = new Map();
  for (const row of doc.consumers) {
    const here = entry(at(row.module));
    here.uses.push(...row.uses);
    here.facades = row.facades.map(at);
    modules.set(row.file, at(row.module));
  }
  for (const row of doc.reexports) {
    entry(at(row.module)).reexports.push(row);
    modules.set(row.file, at(row.module));
  }
  for (const row of doc.definitions) {
    entry(at(row.module)).definitions.push(row);
    modules.set(row.file, at(row.module));
  }
  for (const row of doc.dangling) entry(at(row.module)).dangling.push(row);
  for (const row of doc.exports) if (modules.has(row.file)) entry(modules.get(row.file)).exports.push(row);
  return of;
}

function readCode(code) {
  const files = new Map();
  for (const [file, runs] of Object.entries(code)) {
    const lines = new Map();
    for (const [first, ...texts] of runs) texts.forEach((text, step) => lines.set(first + step, text));
    files.set(file, lines);
  }
  return (file, line) => files.get(file)?.get(line);
}

export function push(map, key, value) {
  const list = map.get(key);
  if (list) list.push(value);
  else map.set(key, [value]);
}
