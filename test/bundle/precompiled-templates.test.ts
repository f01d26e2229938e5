import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import glob from "fast-glob";
import { expect, test } from "vitest";
import { textDigest } from "../../generator/yaml/read-document.ts";
import { repositoryRoot } from "../support/repository-root.ts";

const { precompiledTemplates } = createRequire(import.meta.url)(
  join(repositoryRoot, "dist/cli/precompiled-templates.js"),
) as typeof import("../../generator/compose/templates/precompiled-templates.ts");

test("the bundled program has every template of the package compiled", () => {
  const paths = glob.sync("{components,overlays,environments}/**/*.ejs", { cwd: repositoryRoot });
  expect(paths.length).toBeGreaterThan(100);
  const digests = new Set(paths.map((path) => textDigest(readFileSync(join(repositoryRoot, path), "utf8"))));
  expect(new Set(precompiledTemplates.keys())).toEqual(digests);
});

test("a compiled template is as strict as EJS makes it: an undeclared name is an error, and no global variable", () => {
  for (const fill of precompiledTemplates.values()) expect(fill.toString()).toMatch(/\{\s*"use strict";/);
});
