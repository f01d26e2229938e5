// Bundles the program into a few files below dist/ (or the given folder), for a package in this folder (or the given one): loading two hundred modules takes longer than generating a platform.
import { createHash } from "node:crypto";
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { basename, join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { build } from "esbuild";

const [, , outdir = "dist", packageFolder = "."] = process.argv;
const options = {
  bundle: true,
  format: "esm",
  platform: "node",
  target: "node20.19",
  // Some dependencies are CommonJS and ask for Node's modules with require.
  banner: { js: 'import { createRequire as bundledRequire } from "node:module"; const require = bundledRequire(import.meta.url);' },
  logLevel: "warning",
};
const shipped = await printShipped();
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
  plugins: [{ name: "shipped", setup: ({ onResolve }) => onResolve({ filter: /\/(precompiled-schemas|parsed-documents|program-digest)\.ts$/ }, besides) }],
});
for (const [name, contents] of shipped) {
  await build({
    ...options,
    stdin: { contents, resolveDir: "." },
    // Schemas are nested as deep as the values: half of their code is indentation, and loading it takes time.
    minify: true,
    outfile: join(outdir, "cli", `${name}.js`),
  });
}

writeFileSync(join(outdir, "cli", "program-digest.js"), `export const programDigest = "${digestOf(outdir)}";\n`);

/** Of all that was bundled, by name and content: the same sources give the same one, on every machine. */
function digestOf(folder) {
  const hash = createHash("sha256");
  const files = readdirSync(folder, { recursive: true }).filter((path) => statSync(join(folder, path)).isFile());
  for (const path of files.sort()) {
    const content = readFileSync(join(folder, path));
    hash.update(`${path.replaceAll("\\", "/")} ${content.length}\n`).update(content);
  }
  return hash.digest("hex");
}

/** A file of its own: where a program ends with an error, Node prints the line, which must not be all of this. */
function besides({ path }) {
  return { path: `./${basename(path, ".ts")}.js`, external: true };
}

/** The code of the modules that are empty in the source: compiling schemas and parsing YAML takes longer than everything else that a run does. */
async function printShipped() {
  // Where it finds the packages that it is not bundled with.
  const outdir = mkdtempSync(resolve("node_modules/.build-"));
  try {
    const entryPoints = ["generator/cli/shipped-schemas.ts", "generator/cli/shipped-documents.ts"];
    await build({ ...options, entryPoints, outdir, outExtension: { ".js": ".mjs" } });
    const load = (name) => import(pathToFileURL(join(outdir, `shipped-${name}.mjs`)).href);
    const { printShippedSchemas } = await load("schemas");
    const { printShippedDocuments } = await load("documents");
    return new Map([
      ["precompiled-schemas", printShippedSchemas(resolve(packageFolder))],
      ["parsed-documents", printShippedDocuments(resolve(packageFolder))],
    ]);
  } finally {
    rmSync(outdir, { recursive: true, force: true });
  }
}
