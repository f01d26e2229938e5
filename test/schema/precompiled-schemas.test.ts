import { readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { expect, test } from "vitest";
import { FILE_SCHEMAS, readSchema } from "../../generator/layers/file-schemas.ts";
import { readEnvironment } from "../../generator/layers/read-environment.ts";
import { compileSchema, schemaDigest } from "../../generator/schema/compile-schema.ts";
import { assembleSchema } from "../../generator/values/assemble-schema.ts";
import { resolveValues } from "../../generator/values/resolve-values.ts";
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

test("a compiled schema accepts what the environments say, and nothing that the schema refuses", () => {
  const { precompiledSchemas } = createRequire(import.meta.url)(
    join(repositoryRoot, "dist/cli/precompiled-schemas.js"),
  );
  const schema = assembleSchema(catalog.valuesSchema, catalog.components.values());
  const fits = precompiledSchemas.get(schemaDigest(schema))() as (value: unknown) => boolean;
  const check = compileSchema(schema);
  const roots = { package: repositoryRoot, user: repositoryRoot };
  const { layers } = expectValue(readEnvironment(roots, "prod", catalog));
  const { value } = expectValue(resolveValues(catalog, layers));
  const wrong: readonly ((copy: Changeable) => void)[] = [
    (copy) => Object.assign(copy, { plattform: {} }),
    (copy) => Object.assign(copy.platform, { labels: { "a b": "c" } }),
    (copy) => Object.assign(copy.platform, { name: 5 }),
    (copy) => Object.assign(copy.delivery, { controller: "jenkins" }),
    (copy) => Object.assign(copy.components.katib, { enabeld: true }),
    (copy) => Object.assign(copy.components.katib, { enabled: "yes" }),
    (copy) => Object.assign(copy.gateway, { hosts: [] }),
    (copy) => Reflect.deleteProperty(copy, "gateway"),
    (copy) => Reflect.deleteProperty(copy.components.katib, "enabled"),
  ];

  expect(fits(value)).toBe(true);
  for (const change of wrong) {
    const copy = structuredClone(value) as unknown as Changeable;
    change(copy);
    expect(
      check(copy as never, () => [{ file: "values.yaml", line: 1, column: 1 }]),
      change.toString(),
    ).not.toEqual([]);
    expect(fits(copy), change.toString()).toBe(false);
  }
});

interface Changeable {
  readonly platform: object;
  readonly delivery: object;
  readonly gateway: object;
  readonly components: { readonly katib: object };
}
