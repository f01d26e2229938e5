// Bundles the program into a few files below dist/ (or the given folder): loading two hundred modules takes longer than generating a platform.
import { mkdtempSync, rmSync } from "node:fs";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { build } from "esbuild";

const outdir = process.argv[2] ?? "dist";
const options = {
  bundle: true,
  format: "esm",
  platform: "node",
  target: "node20.19",
  // Half of the code of schemas is indentation, and loading it takes time.
  minifyWhitespace: true,
  // Some dependencies are CommonJS and ask for Node's modules with require.
  banner: { js: 'import { createRequire as bundledRequire } from "node:module"; const require = bundledRequire(import.meta.url);' },
  logLevel: "warning",
};
const { schemas, documents } = await printShipped();
rmSync(outdir, { recursive: true, force: true });
await build({
  ...options,
  entryPoints: ["generator/main.ts"],
  splitting: true,
  outdir,
  // The program finds the package's folder from where its own files lie: dist/cli.
  chunkNames: "cli/[name]-[hash]",
  // Only for work on the program itself.
  external: ["json-schema-to-typescript"],
  plugins: [inPlaceOf("precompiled-schemas", schemas), inPlaceOf("parsed-documents", documents)],
});

/** A module that is empty in the source, with what is only known now. */
function inPlaceOf(name, contents) {
  const load = () => ({ contents, loader: "js", resolveDir: "." });
  return { name, setup: ({ onLoad }) => onLoad({ filter: new RegExp(`/${name}\\.ts$`) }, load) };
}

/** The package's schemas as code, and its YAML files as values: compiling and parsing them takes longer than everything else that a run does. */
async function printShipped() {
  // Where it finds the packages that it is not bundled with.
  const outdir = mkdtempSync(resolve("node_modules/.build-"));
  try {
    const entryPoints = ["generator/cli/shipped-schemas.ts", "generator/cli/shipped-documents.ts"];
    await build({ ...options, entryPoints, outdir, outExtension: { ".js": ".mjs" } });
    const shipped = (name) => import(pathToFileURL(join(outdir, `shipped-${name}.mjs`)).href);
    const { printShippedSchemas } = await shipped("schemas");
    const { printShippedDocuments } = await shipped("documents");
    return { schemas: printShippedSchemas(resolve(".")), documents: printShippedDocuments(resolve(".")) };
  } finally {
    rmSync(outdir, { recursive: true, force: true });
  }
}
