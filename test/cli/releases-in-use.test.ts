import { expect, test } from "vitest";
import { selectEnvironments } from "../../generator/cli/environments.ts";
import { releasesInUse } from "../../generator/cli/releases-in-use.ts";
import { temporaryFolder } from "../layers/temporary-roots.ts";
import { memoryTerminal } from "../support/memory-terminal.ts";

function inUse(values: Readonly<Record<string, string>>) {
  const files = Object.entries(values).flatMap(([name, text]) => [
    [`environments/${name}/environment.yaml`, ""],
    [`environments/${name}/values.yaml`, text],
  ]);
  const terminal = memoryTerminal(temporaryFolder(Object.fromEntries(files)));
  const selection = selectEnvironments({ root: ".", all: true }, terminal);
  if (!selection.ok) throw new Error(JSON.stringify(selection.problems));
  return releasesInUse(selection.value);
}

const MIRROR = "{ from: https://github.com/, to: https://git.example.com/ }";

test("an environment that somebody still works on keeps no other from being locked and vendored", () => {
  const result = inUse({
    a: `platform: { release: "26.03" }\ndelivery: { manifests: vendored, mirrors: [${MIRROR}] }\n`,
    b: 'platform: { release: "1.11.0", nmae: x }\nprofiles: [{ name: t, quota: { cpu: lots } }]\ncomponents: { katibb: {} }\n',
    c: "",
  });
  if (!result.ok) throw new Error(JSON.stringify(result.problems));
  expect(result.value.releases.map(({ name }) => name)).toEqual(["1.11.0", "26.03", "26.03.1"]);
  expect(result.value.vendored.map(({ name }) => name)).toEqual(["26.03"]);
  expect(result.value.mirrors).toHaveLength(1);
});

test("what says which sources there are has to be right", () => {
  const result = inUse({
    a: 'platform: { release: "26.04" }\n',
    b: "delivery: { manifests: vendord }\n",
    c: "platform:\n",
  });
  expect(result.ok ? [] : result.problems.map(({ code, place }) => `${place?.file} ${code}`)).toEqual([
    "environments/a/values.yaml UNKNOWN_RELEASE",
    "environments/b/values.yaml WRONG_CHOICE",
    "environments/c/values.yaml MISSING_VALUE",
  ]);
});
