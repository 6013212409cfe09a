// Builds what the package ships: `node build.mjs [directory]`, by default into the package.
// explore.js and explore.css stand in the page; widget.js is a module for notebooks, its style in it.
import { build } from "esbuild";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const here = fileURLToPath(new URL(".", import.meta.url));
const target = process.argv[2] ?? `${here}../graphkit/report/assets`;
const settings = {
  absWorkingDir: here,
  outdir: target,
  bundle: true,
  minify: true,
  target: "es2020",
  // the texts stand inside a UTF-8 page
  charset: "utf8",
  legalComments: "none",
  logLevel: "warning",
};

await build({ ...settings, entryPoints: { explore: "src/explore.css" } });
await build({ ...settings, entryPoints: { explore: "src/page.js" }, format: "iife" });
const style = await readFile(join(target, "explore.css"), "utf8");
await build({ ...settings, entryPoints: { widget: "src/widget.js" }, format: "esm", define: { STYLE: JSON.stringify(style) } });
