import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { repositoryRoot } from "../support/repository-root.ts";

const TEMPLATES = ["components", "overlays", "environments"].flatMap((folder) =>
  readdirSync(join(repositoryRoot, folder), { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".ejs"))
    .map((file) => join(folder, file)),
);

/** What depends on the machine, the time or its language, and what would reach that by a way around. */
const UNSTEADY =
  /\b(process|global|globalThis|include|Date|Intl|Function|eval|constructor|random|import|require|localeCompare|toLocale\w*)\b/;

test("the scan saw the templates", () => expect(TEMPLATES.length).toBeGreaterThan(100));

test("no shipped template names what is not the same everywhere and always", () => {
  const found = TEMPLATES.flatMap((file) =>
    [...readFileSync(join(repositoryRoot, file), "utf8").matchAll(/<%(?![%#])([\s\S]*?)%>/g)]
      // Texts and comments are no code.
      .map(([, code = ""]) => code.replaceAll(/"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|\/\/.*|\/\*[\s\S]*?\*\//g, ""))
      .flatMap((code) => UNSTEADY.exec(code)?.slice(0, 1) ?? [])
      .map((name) => `${file}: ${name}`),
  );
  expect(found).toEqual([]);
});
