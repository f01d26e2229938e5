// Bundles the program into a few files below dist/ (or the given folder): loading two hundred modules takes longer than generating a platform.
import { rmSync } from "node:fs";
import { build } from "esbuild";

const outdir = process.argv[2] ?? "dist";
rmSync(outdir, { recursive: true, force: true });
await build({
  entryPoints: ["generator/main.ts"],
  bundle: true,
  splitting: true,
  format: "esm",
  platform: "node",
  target: "node20.19",
  outdir,
  // The program finds the package's folder from where its own files lie: dist/cli.
  chunkNames: "cli/[name]-[hash]",
  // Only for work on the program itself.
  external: ["json-schema-to-typescript"],
  // Some dependencies are CommonJS and ask for Node's modules with require.
  banner: { js: 'import { createRequire } from "node:module"; const require = createRequire(import.meta.url);' },
  logLevel: "warning",
});
