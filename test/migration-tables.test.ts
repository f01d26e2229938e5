import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { expect, test } from "vitest";
import type { ValueMap } from "../generator/model/value.ts";
import { assembleSchema } from "../generator/values/assemble-schema.ts";
import { itemAt, propertyAt, type SchemaAt, schemaOf } from "../generator/values/schema-at.ts";
import { catalog } from "./catalog/plan-with.ts";

const page = readFileSync(resolve(import.meta.dirname, "../docs/from-deploykf.md"), "utf8");
const [, ofDeploykf = "", ofReadme = ""] = page.split(/^## (?=Settings of|Edits that)/m);
const schema: ValueMap = assembleSchema(catalog.valuesSchema, catalog.components.values());

interface Row {
  /** What the reader knows. */
  readonly there: string;
  /** Paths of values; none where there is no equivalent. */
  readonly here: readonly string[];
  readonly note: string;
}

function rowsOf(section: string): readonly Row[] {
  return section
    .split("\n")
    .filter((line) => line.startsWith("| ") && !/^\| (deployKF|README) \|/.test(line))
    .map((line) => {
      const [there = "", here = "", note = ""] = line.slice(2).split(" | ");
      if (here !== "none" && !here.startsWith("`")) throw new Error(`neither values nor none: ${line}`);
      return { there, here: codeIn(here), note: note.replace(/ ?\|$/, "") };
    });
}

function codeIn(text: string): readonly string[] {
  return [...text.matchAll(/`([^`]+)`/g)].map((match) => match[1] ?? "");
}

/** `a.{b,c}.d` is `a.b.d` and `a.c.d`. */
function spellOut(path: string): readonly string[] {
  const [group, inside = ""] = /\{([^{}]*)\}/.exec(path) ?? [];
  if (group === undefined) return [path];
  return inside.split(",").flatMap((choice) => spellOut(path.replace(group, choice)));
}

/** Whether a values.yaml may say it; `<name>` is a component's, `[]` any item. */
function isValue(path: string): boolean {
  const keys = path.replaceAll("<name>", "katib").replaceAll("[]", ".[]").split(".");
  const step = (at: SchemaAt, key: string) => (key === "[]" ? itemAt(at) : propertyAt(at, key));
  return keys.reduce(step, schemaOf(schema)).schema !== undefined;
}

test("every value that the tables name is one", () => {
  const paths = [...rowsOf(ofDeploykf), ...rowsOf(ofReadme)].flatMap(({ here }) => here);

  expect(paths.length).toBeGreaterThan(200);
  expect(paths.filter((path) => !isValue(path))).toEqual([]);
  expect(["platform.nmae", "profiles[].ownr", "components.<name>.enabeld"].filter(isValue)).toEqual([]);
});

test("the table of deployKF counts each setting once, and the page says how many", () => {
  const rows = rowsOf(ofDeploykf).flatMap((row) =>
    codeIn(row.there)
      .flatMap(spellOut)
      .map((setting) => ({ ...row, setting })),
  );
  const settings = rows.map(({ setting }) => setting);
  const without = rows.filter(({ here }) => here.length === 0);
  const absent = /certManagerCtl|minioConsole/;

  expect(settings.filter((setting, index) => settings.indexOf(setting) !== index)).toEqual([]);
  expect(page).toContain(
    `Of its ${settings.length} settings ${settings.length - without.length} have an equivalent here.`,
  );
  expect(page).toContain(
    `Of the ${without.length} that have none, ${without.filter(({ setting }) => absent.test(setting)).length} configure programs`,
  );
});
