import { expect, test } from "vitest";
import { parse } from "yaml";
import { CONNECTOR, planWith } from "../catalog/plan-with.ts";

test("without network policies those of a layer stay, also where upstream has one of that name in another namespace", () => {
  const own = {
    apiVersion: "networking.k8s.io/v1",
    kind: "NetworkPolicy",
    metadata: { name: "poddefaults", namespace: "team-x" },
  };
  const { components } = planWith({
    networkPolicies: "none",
    components: { dex: { connectors: [CONNECTOR] }, poddefaults: { extra: { resources: [own] } } },
  });
  const { files, objects } = components.find(({ component }) => component.name === "poddefaults")!;
  const { patches } = parse(files.get("kustomization.yaml") ?? "") as {
    patches: { target?: Record<string, string> }[];
  };
  const targets = patches.flatMap(({ target }) => (target?.["kind"] === "NetworkPolicy" ? [target] : []));

  expect(targets).toEqual([expect.objectContaining({ name: "poddefaults", namespace: "kubeflow" })]);
  expect(objects.filter(({ kind }) => kind === "NetworkPolicy")).toMatchObject([{ namespace: "team-x" }]);
});
