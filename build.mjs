// Bundles the program into a few files below dist/ (or the given folder), for a package in this folder (or the given one): loading two hundred modules takes longer than generating a platform.
import { createHash } from "node:crypto";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { basename, join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { build } from "esbuild";

const [, , outdir = "dist", packageFolder = "."] = process.argv;
const options = { bundle: true, platform: "node", target: "node20.19", logLevel: "warning" };
/** V8's code cache is for scripts, not for modules. */
const bundled = {
  ...options,
  format: "cjs",
  define: { "import.meta.dirname": "__dirname", "import.meta.url": "__filename" },
  // The former is only for work on the program itself, the latter only for `publish`, and a third of everything.
  external: ["json-schema-to-typescript", "@sigstore/oci"],
};
/** Files that are empty in the source. */
const PRINTED = /\/(precompiled-schemas|precompiled-templates|parsed-documents|program-digest)\.ts$/;
const work = mkdtempSync(resolve("node_modules/.build-"));
try {
  const { printShippedSchemas, printShippedDocuments, printShippedTemplates } = await load("shipped-schemas", "shipped-documents", "shipped-templates");
  const printed = {
    "precompiled-schemas": printShippedSchemas(resolve(packageFolder)),
    "parsed-documents": printShippedDocuments(resolve(packageFolder)),
    "precompiled-templates": printShippedTemplates(resolve(packageFolder)),
  };
  rmSync(outdir, { recursive: true, force: true });
  await build({
    ...bundled,
    entryPoints: { main: "generator/main.ts", "cli/program": "generator/cli/program.ts" },
    outdir,
    plugins: [{ name: "printed", setup: ({ onResolve }) => onResolve({ filter: PRINTED }, besides) }],
  });
  for (const [name, contents] of Object.entries(printed)) {
    // Schemas are nested as deep as the values: half of their code is indentation, and loading it takes time.
    await build({ ...bundled, stdin: { contents, resolveDir: "." }, minify: true, outfile: join(outdir, "cli", `${name}.js`) });
  }
  // In a package of modules.
  writeFileSync(join(outdir, "package.json"), '{"type":"commonjs"}\n');
  writeFileSync(join(outdir, "cli/program-digest.js"), `exports.programDigest = "${digestOf(outdir)}";\n`);
  const { compileShippedCode } = await load("shipped-code");
  for (const [file, code] of await compileShippedCode(resolve(outdir), resolve(packageFolder))) writeFileSync(file, code);
} finally {
  rmSync(work, { recursive: true, force: true });
}

/** A file of its own: where a program ends with an error, Node prints the line, which must not be all of this. */
function besides({ path }) {
  return { path: `./${basename(path, ".ts")}.js`, external: true };
}

/** What modules of the program that are for this script export. They lie where they find the packages that they are not bundled with. */
async function load(...names) {
  await build({
    ...options,
    format: "esm",
    // Some dependencies are CommonJS and ask for Node's modules with require.
    banner: { js: 'import { createRequire as bundledRequire } from "node:module"; const require = bundledRequire(import.meta.url);' },
    entryPoints: names.map((name) => `generator/bundle/${name}.ts`),
    outdir: work,
    outExtension: { ".js": ".mjs" },
  });
  const modules = names.map((name) => import(pathToFileURL(join(work, `${name}.mjs`)).href));
  return Object.assign({}, ...(await Promise.all(modules)));
}

/** Of all that was bundled, by name and content: the same sources give the same one, on every machine. */
function digestOf(folder) {
  const hash = createHash("sha256");
  const files = readdirSync(folder, { recursive: true }).filter((path) => path.endsWith(".js"));
  for (const path of files.sort()) {
    const content = readFileSync(join(folder, path));
    hash.update(`${path.replaceAll("\\", "/")} ${content.length}\n`).update(content);
  }
  return hash.digest("hex");
}
