import { FILE_SCHEMAS, readSchema } from "../layers/file-schemas.ts";
import { readCatalog } from "../layers/read-catalog.ts";
import { rootFolders } from "../layers/roots.ts";
import type { Result } from "../model/problem.ts";
import { printPrecompiledSchemas } from "../schema/print-precompiled-schemas.ts";
import { assembleSchema } from "../values/assemble-schema.ts";

/** For build.mjs: the code of every schema that a run in the package's own folder, or with no component besides the built-in ones, needs. */
export function printShippedSchemas(folder: string): string {
  const roots = { package: folder, user: folder };
  const [builtIn] = rootFolders(roots);
  const { valuesSchema, components } = expectValue(readCatalog(roots));
  return printPrecompiledSchemas([
    assembleSchema(valuesSchema, components.values()),
    ...FILE_SCHEMAS.map((name) => expectValue(readSchema(builtIn!, name))),
  ]);
}

function expectValue<T>(result: Result<T>): T {
  if (result.ok) return result.value;
  throw new Error(result.problems.map(({ code, message }) => `${code} ${message}`).join("\n"));
}
