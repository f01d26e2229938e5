import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { FILE_SCHEMAS, readSchema } from "../../generator/layers/file-schemas.ts";
import { schemaDigest } from "../../generator/schema/compile-schema.ts";
import { assembleSchema } from "../../generator/values/assemble-schema.ts";
import { catalog, expectValue } from "../catalog/plan-with.ts";
import { repositoryRoot } from "../support/repository-root.ts";

test("the bundled program has every schema of the package compiled", () => {
  const folder = join(repositoryRoot, "dist/cli");
  const code = readdirSync(folder).map((file) => readFileSync(join(folder, file), "utf8"));
  const schemas = [
    assembleSchema(catalog.valuesSchema, catalog.components.values()),
    ...FILE_SCHEMAS.map((name) => expectValue(readSchema({ folder: repositoryRoot, label: "" }, name))),
  ];
  for (const schema of schemas) expect(code.some((text) => text.includes(schemaDigest(schema)))).toBe(true);
});
