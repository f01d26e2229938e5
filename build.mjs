// Bundles the program into a few files below dist/ (or the given folder): loading two hundred modules takes longer than generating a platform.
import { mkdtempSync, rmSync } from "node:fs";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { build, transform } from "esbuild";

const outdir = process.argv[2] ?? "dist";
const options = {
  bundle: true,
  format: "esm",
  platform: "node",
  target: "node20.19",
  // Some dependencies are CommonJS and ask for Node's modules with require.
  banner: { js: 'import { createRequire as bundledRequire } from "node:module"; const require = bundledRequire(import.meta.url);' },
  logLevel: "warning",
};
// Nested as deep as the values are: most of it is indentation.
const { code: precompiledSchemas } = await transform(await printPrecompiledSchemas(), { minify: true });
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
  plugins: [
    {
      name: "precompiled schemas",
      setup: ({ onLoad }) =>
        onLoad({ filter: /\/precompiled-schemas\.ts$/ }, () => ({
          contents: precompiledSchemas,
          loader: "js",
          resolveDir: ".",
        })),
    },
  ],
});

/** The package's schemas as code: compiling them takes longer than everything else that a run does. */
async function printPrecompiledSchemas() {
  // Where it finds the packages that it is not bundled with.
  const folder = mkdtempSync(resolve("node_modules/.build-"));
  try {
    const outfile = join(folder, "shipped-schemas.mjs");
    await build({ ...options, entryPoints: ["generator/cli/shipped-schemas.ts"], outfile });
    const { printShippedSchemas } = await import(pathToFileURL(outfile).href);
    return printShippedSchemas(resolve("."));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
