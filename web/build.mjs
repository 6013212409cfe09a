// Builds the page's program and style: `node build.mjs [directory]`, by default into the package.
import { build } from "esbuild";
import { fileURLToPath } from "node:url";

const here = fileURLToPath(new URL(".", import.meta.url));
const target = process.argv[2] ?? `${here}../graphkit/report/assets`;

await build({
  absWorkingDir: here,
  entryPoints: { explore: "src/main.js" },
  outdir: target,
  bundle: true,
  minify: true,
  format: "iife",
  target: "es2020",
  // the program stands inside a script element of a UTF-8 page
  charset: "utf8",
  legalComments: "none",
  logLevel: "warning",
});
await build({
  absWorkingDir: here,
  entryPoints: { explore: "src/explore.css" },
  outdir: target,
  bundle: true,
  minify: true,
  target: "es2020",
  charset: "utf8",
  legalComments: "none",
  logLevel: "warning",
});
