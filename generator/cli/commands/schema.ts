import { existsSync, readFileSync } from "node:fs";
import { join, posix } from "node:path";
import glob from "fast-glob";
import { readBases } from "../../layers/read-bases.ts";
import { readCatalog } from "../../layers/read-catalog.ts";
import { readText } from "../../layers/root-files.ts";
import { type Root, rootFolders } from "../../layers/roots.ts";
import type { Catalog } from "../../model/catalog.ts";
import type { FileTree } from "../../model/file-tree.ts";
import type { Result } from "../../model/problem.ts";
import type { ValueMap } from "../../model/value.ts";
import { writeWhole } from "../../output/write-whole.ts";
import { gather } from "../../problems/gather.ts";
import { fileNotCurrent, typesNeedDevelopment } from "../../problems/value-problems.ts";
import { catalogSchema } from "../../values/catalog-schema.ts";
import { editorSchema } from "../../values/editor-schema.ts";
import { mergeLayers } from "../../values/merge-layers.ts";
import { withModeline } from "../../values/modeline.ts";
import { printReference } from "../../values/reference/print-reference.ts";
import { refuse } from "../refuse.ts";
import { rootsOf } from "../roots-of.ts";
import { EXIT, type OutputFormat, type Terminal } from "../terminal.ts";

export interface SchemaOptions {
  readonly root: string;
  readonly output: OutputFormat;
  readonly quiet?: boolean;
  /** Write nothing, compare. */
  readonly check?: boolean;
  /** Write generator/model/values.gen.ts instead: for work on this program. */
  readonly types?: boolean;
}

const EDITOR_SCHEMA = "schemas/editor/values.schema.json";
const REFERENCE = "docs/values.md";
const TYPES = "generator/model/values.gen.ts";
const BANNER = "/** Generated from schemas/values.schema.json by `npm run types`; do not edit. */";

/** Writes the JSON Schema of values.yaml for editors, names it in every values.yaml of the root, and prints it as a page for people. */
export async function schemaCommand(options: SchemaOptions, terminal: Terminal): Promise<number> {
  const user = rootFolders(rootsOf(options.root, terminal)).at(-1) as Root;
  const files = await filesFor(options, user, terminal);
  if (!files.ok) return refuse(files.problems, options, terminal);
  const changed = [...files.value].filter(([path, text]) => textOf(user, path) !== text);
  if (options.check === true) {
    const command = `npm run ${options.types === true ? "types" : "schema"}`;
    const problems = changed.map(([path]) => fileNotCurrent(path, command));
    return problems.length > 0 ? refuse(problems, options, terminal) : EXIT.done;
  }
  for (const [path, text] of changed) writeWhole(join(user.folder, path), text);
  report(
    changed.map(([path]) => path),
    options,
    terminal,
  );
  return EXIT.done;
}

/** What should be in the root, by path. */
async function filesFor(options: SchemaOptions, user: Root, terminal: Terminal): Promise<Result<FileTree>> {
  const roots = rootsOf(options.root, terminal);
  const catalog = readCatalog(roots);
  if (!catalog.ok) return catalog;
  if (options.types === true) return typesFile(catalog.value);
  const bases = readBases(roots, catalog.value);
  if (!bases.ok) return bases;
  const schema = catalogSchema(catalog.value);
  if (!schema.ok) return schema;
  const defaults = mergeLayers([...catalog.value.defaults, ...bases.value], schema.value);
  const valuesFiles = withModelines(user);
  if (!valuesFiles.ok) return valuesFiles;
  return { ok: true, value: new Map([...schemaFiles(schema.value, defaults.value), ...valuesFiles.value]) };
}

function schemaFiles(schema: ValueMap, defaults: ValueMap): FileTree {
  const forEditors = `${JSON.stringify(editorSchema(schema), undefined, 2)}\n`;
  return new Map([
    [EDITOR_SCHEMA, forEditors],
    [REFERENCE, printReference(schema, defaults)],
  ]);
}

/** Every values.yaml of the root, by path. */
function withModelines(user: Root): Result<readonly [string, string][]> {
  const paths = glob.sync("{components,environments,overlays}/*/values.yaml", {
    cwd: user.folder,
    followSymbolicLinks: false,
  });
  return gather(
    paths.sort().map((path) => {
      const text = readText(user, path);
      return text.ok ? { ok: true, value: [path, withModeline(text.value, schemaFor(path))] } : text;
    }),
  );
}

/** The schema of a values.yaml, relative to it: a component's is a part of the whole. */
function schemaFor(path: string): string {
  const folder = posix.dirname(path);
  const name = posix.basename(folder);
  const part = path.startsWith("components/") ? `#/properties/components/properties/${name}` : "";
  return `${posix.relative(folder, EDITOR_SCHEMA)}${part}`;
}

async function typesFile({ valuesSchema }: Catalog): Promise<Result<FileTree>> {
  try {
    const { compile } = await import("json-schema-to-typescript");
    // It fills in what it is given.
    const types = await compile(structuredClone(valuesSchema) as never, "Values", { bannerComment: BANNER });
    return { ok: true, value: new Map([[TYPES, types]]) };
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ERR_MODULE_NOT_FOUND") throw error;
    return { ok: false, problems: [typesNeedDevelopment()] };
  }
}

function textOf({ folder }: Root, path: string): string | undefined {
  return existsSync(join(folder, path)) ? readFileSync(join(folder, path), "utf8") : undefined;
}

function report(paths: readonly string[], options: SchemaOptions, terminal: Terminal): void {
  if (options.output === "json") terminal.stdout.write(`${JSON.stringify({ written: paths }, undefined, 2)}\n`);
  else if (options.quiet !== true) {
    terminal.stdout.write(paths.length === 0 ? "Nothing to do.\n" : paths.map((path) => `wrote ${path}\n`).join(""));
  }
}
