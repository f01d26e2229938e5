import { readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { expect, test } from "vitest";

const ROOT = resolve(import.meta.dirname, "../..");

function filesBelow(folder: string, ending: string): string[] {
  return readdirSync(join(ROOT, folder), { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(ending))
    .map((file) => join(folder, file));
}

test("no template asks which release it is: it asks what the release has", () => {
  const templates = [...filesBelow("components", ".ejs"), ...filesBelow("overlays", ".ejs")];
  expect(templates.length).toBeGreaterThan(30);
  const knowing = templates.filter((file) => {
    const text = readFileSync(join(ROOT, file), "utf8");
    return [...text.matchAll(/<%(?!#)([\s\S]*?)%>/g)].some(([, code = ""]) => /\brelease\b/.test(code));
  });
  expect(knowing).toEqual([]);
});

test("no code names a release", () => {
  const releases = readdirSync(join(ROOT, "components/releases")).filter((file) => file.endsWith(".yaml"));
  const names = releases.map((file) => file.replace(/\.yaml$/, ""));
  expect(names.length).toBeGreaterThanOrEqual(4);
  const knowing = filesBelow("generator", ".ts").filter((file) => {
    const code = readFileSync(join(ROOT, file), "utf8").replace(/\/\*[\s\S]*?\*\/|\/\/.*$/gm, "");
    return names.some((name) => code.includes(name));
  });
  expect(knowing).toEqual([]);
});
