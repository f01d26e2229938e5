import { readFileSync } from "node:fs";
import { join } from "node:path";
import glob from "fast-glob";
import { expect, test, vi } from "vitest";
import { printShippedDocuments } from "../../generator/bundle/shipped-documents.ts";
import { parsedDocuments } from "../../generator/yaml/parsed-documents.ts";
import { readDocument, textDigest } from "../../generator/yaml/read-document.ts";
import { repositoryRoot } from "../support/repository-root.ts";

// As build.mjs puts them there.
vi.mock("../../generator/yaml/parsed-documents.ts", () => ({ parsedDocuments: new Map<string, string>() }));
const bundled = parsedDocuments as Map<string, string>;

const PATHS = [
  "components/*/{component,values}.yaml",
  "components/releases/*.yaml",
  "{overlays,environments}/*/*.yaml",
];

test("every YAML file that ships is in the bundle, and reads as when it is parsed: values, order of keys, places", async () => {
  const text = printShippedDocuments(repositoryRoot);
  const module = await import(`data:text/javascript;base64,${Buffer.from(text).toString("base64")}`);
  const shipped = module.parsedDocuments as ReadonlyMap<string, string>;
  const files = glob.sync(PATHS, { cwd: repositoryRoot });
  expect(files.length).toBeGreaterThan(80);

  for (const file of files) {
    const written = readFileSync(join(repositoryRoot, file), "utf8");
    bundled.clear();
    const parsed = readDocument(written, file);
    bundled.set(textDigest(written), shipped.get(textDigest(written)) ?? "absent");
    const recalled = readDocument(written, file);

    if (!parsed.ok || !recalled.ok) throw new Error(`${file} cannot be read.`);
    expect(JSON.stringify(recalled.value.value), file).toBe(JSON.stringify(parsed.value.value));
    const [first = "none"] = Object.keys(parsed.value.value ?? {});
    expect(recalled.value.place([first], "key"), file).toEqual(parsed.value.place([first], "key"));
    expect(recalled.value.place([]), file).toEqual(parsed.value.place([]));
  }
});

test("a file that differs by a character from the one in the bundle is parsed", () => {
  bundled.clear();
  bundled.set(textDigest("enabled: true\n"), '{"enabled":true}');

  expect(readDocument("enabled: true\n", "values.yaml")).toMatchObject({ value: { value: { enabled: true } } });
  expect(readDocument("enabled: false\n", "values.yaml")).toMatchObject({ value: { value: { enabled: false } } });
});
