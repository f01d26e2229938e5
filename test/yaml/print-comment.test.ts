import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { expect, test } from "vitest";
import { parse } from "yaml";
import { printComment } from "../../generator/yaml/print-comment.ts";
import { readValues } from "../../generator/yaml/read-values.ts";
import { CHART_COMPONENT, filesOf, generated } from "../charts/chart-files.ts";
import { repositoryRoot } from "../support/repository-root.ts";

const HOSTILE = [
  "a\nb: 1",
  "a\r\nb: 1",
  "a\u0085b: 1",
  "a\u2028b: 1",
  "a\u0000b",
  "a\u001b[2Jb",
  "a\ufeffb",
  "a */ # b",
];

test("a comment is one line that says nothing to a reader of YAML, whatever its text is", () => {
  const isComment = (text: string) => {
    const comment = printComment(text);
    expect(comment).toMatch(/^# [^\r\n\u0085\u2028\u2029]*\n$/);
    expect(readValues(`${comment}a: 1\n`)).toEqual({ values: [{ a: 1 }] });
    expect(parse(`${comment}a: 1\n`)).toEqual({ a: 1 });
  };
  HOSTILE.forEach(isComment);
  fc.assert(fc.property(fc.string({ unit: "binary" }), isComment));
  expect(printComment("Grüße, 世界 🙂  #1")).toBe("# Grüße, 世界 🙂  #1\n");
});

test("a title stays in its comment", () => {
  const file = CHART_COMPONENT["components/cache/component.yaml"] ?? "";
  const titled = file.replace("title: Cache", `title: ${JSON.stringify(HOSTILE.join(""))}`);
  const files = filesOf(generated({ ...CHART_COMPONENT, "components/cache/component.yaml": titled }));
  const [comment, ...lines] = files.get("components/cache/kustomization.yaml")?.split("\n") ?? [];
  expect(comment).toMatch(/^# a b: 1a b: 1.* Generated from the values/);
  expect(lines[0]).toMatch(/^apiVersion: /);
});

/** Markdown, a terminal, and the escapes of Mermaid. */
const NOT_YAML = [
  "kustomize/load-kustomization.ts",
  "review/graph/print-mermaid.ts",
  "values/reference/print-reference.ts",
];

test("no other place puts a text into a comment", () => {
  const generator = join(repositoryRoot, "generator");
  const writers = readdirSync(generator, { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".ts") && /`# [^`]*\$\{/.test(readFileSync(join(generator, file), "utf8")))
    .filter((file) => !NOT_YAML.includes(file));
  expect(writers).toEqual(["yaml/print-comment.ts"]);
});
