import { resolve } from "node:path";
import { expect, test } from "vitest";
import { run } from "../../generator/cli/program.ts";
import { parseQuantity, printQuantity } from "../../generator/review/list/quantity.ts";
import { memoryTerminal } from "../support/memory-terminal.ts";

async function list(...flags: string[]) {
  const terminal = memoryTerminal(resolve(import.meta.dirname, "../.."));
  const code = await run(["list", ...flags], terminal);
  return { code, output: terminal.output(), errors: terminal.errors() };
}

test("--releases puts the versions of each component side by side, oldest release first", async () => {
  const { code, output } = await list("--releases");
  const lines = output.split("\n").map((line) => line.split(/\s{2,}/));
  expect(code).toBe(0);
  expect(lines[0]).toEqual(["COMPONENT", "1.10.2", "1.11.0", "26.03", "26.03.1"]);
  expect(lines).toContainEqual(["katib", "v0.18.0", "v0.19.0", "v0.19.0", "v0.19.0"]);
  expect(lines).toContainEqual(["workspaces", "-", "-", "-", "v2.0.0-alpha.3"]);
  // Our own objects only: in every release, with no version to tell apart.
  expect(lines.map(([name]) => name)).not.toContain("team-profiles");
});

test("--resources lists what the README gives and what the environment claims, with their totals", async () => {
  const { code, output } = await list("--env", "staging", "--resources");
  expect(code).toBe(0);
  expect(output).toMatch(/^model-registry +510m +2112Mi +10Gi +metadata-postgres 10Gi$/m);
  // The sizes of staging's own values, not upstream's 20Gi each.
  expect(output).toMatch(/^pipelines +970m +3552Mi +250Gi +mysql-pv-claim 50Gi, seaweedfs-pvc 200Gi$/m);
  // No figure is better than a wrong one.
  expect(output).toMatch(/^kubeflow-roles$/m);

  const { components, total } = JSON.parse((await list("--env", "staging", "--resources", "--output", "json")).output);
  const cores = components.map(({ documented }: { documented: { cpu?: string } }) =>
    parseQuantity(documented.cpu ?? ""),
  );
  expect(total.cpu).toBeCloseTo(cores.reduce((all: number, each: number) => all + each, 0));
  expect(output).toMatch(new RegExp(`^TOTAL +${Math.round(total.cpu * 1000)}m +\\d+Mi +265Gi$`, "m"));
});

test("--expectations says what must be in the cluster, with its keys and what it is for", async () => {
  const { code, output } = await list("--env", "staging", "--expectations");
  const lines = output.split("\n").map((line) => line.split(/\s{2,}/));
  expect(code).toBe(0);
  expect(lines[0]).toEqual(["COMPONENT", "NEEDS", "WITH", "FROM", "WHY"]);
  expect(lines).toContainEqual([
    "model-catalog",
    "Secret kubeflow/model-catalog-hf-api-key (optional)",
    "HF_API_KEY",
    "the cluster",
    expect.stringContaining("Hugging Face"),
  ]);

  const all = JSON.parse((await list("--env", "staging", "--expectations", "--output", "json")).output);
  expect(all).toHaveLength(lines.length - 2);
  expect(all).toContainEqual({
    component: "oauth2-proxy",
    kind: "Secret",
    namespace: "oauth2-proxy",
    name: "oauth2-proxy",
    keys: ["client-id", "client-secret", "cookie-secret"],
    settings: {},
    versions: [],
    optional: false,
    reason: expect.any(String),
  });
});

test("--resources and --expectations are of one environment", async () => {
  for (const flag of ["--resources", "--expectations"])
    expect(await list(flag)).toEqual({ code: 2, output: "", errors: `error: ${flag} needs --env <name>\n` });
});

test.each([
  ["13m", 0.013],
  ["2", 2],
  ["476Mi", 476 * 2 ** 20],
  ["1.5Gi", 1.5 * 2 ** 30],
  ["35G", 35e9],
  ["", 0],
  ["much", 0],
])("the quantity %j is %d", (text, amount) => {
  expect(parseQuantity(text)).toBeCloseTo(amount);
});

test("an amount is printed in whole units, rounded up", () => {
  expect(printQuantity(4.378, "m")).toBe("4378m");
  expect(printQuantity(parseQuantity("20G"), "Gi")).toBe("19Gi");
  expect(printQuantity(0, "Gi")).toBe("");
});
