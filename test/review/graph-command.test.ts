import { resolve } from "node:path";
import { expect, test } from "vitest";
import { type GraphOptions, graphCommand } from "../../generator/cli/commands/graph.ts";
import { memoryTerminal } from "../support/memory-terminal.ts";

async function graph(options: Partial<GraphOptions>) {
  const terminal = memoryTerminal(resolve(import.meta.dirname, "../.."));
  const code = await graphCommand({ root: ".", env: "prod", format: "mermaid", output: "text", ...options }, terminal);
  return { code, output: terminal.output(), errors: terminal.errors() };
}

test("draws an environment in either language", async () => {
  const mermaid = await graph({});
  expect(mermaid.code).toBe(0);
  expect(mermaid.output).toMatch(/^flowchart LR\n/);
  expect(mermaid.output).toContain('component_cert_manager -->|"');
  const dot = await graph({ format: "dot" });
  expect(dot.output).toMatch(/^digraph platform \{\n/);
  expect(dot.output).toContain('"cert-manager" -> "kubeflow-issuer" [label="');
});

test("prints the order with every reason as data", async () => {
  const { environment, components } = JSON.parse((await graph({ output: "json" })).output);
  expect(environment).toBe("prod");
  const issuer = components.find(({ name }: { name: string }) => name === "kubeflow-issuer");
  expect(issuer.depth).toBe(1);
  expect(issuer.dependencies[0].on).toBe("cert-manager");
  expect(issuer.dependencies[0].reasons.length).toBeGreaterThan(0);
});

test("an environment that is not there is a problem, not a stack trace", async () => {
  const { code, output, errors } = await graph({ env: "prdo" });
  expect(code).toBe(1);
  expect(output).toBe("");
  expect(errors).toContain("UNKNOWN_ENVIRONMENT");
});
