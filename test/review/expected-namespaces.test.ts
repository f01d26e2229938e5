import { expect, test } from "vitest";
import type { ValueMap } from "../../generator/model/value.ts";
import { listExpectations } from "../../generator/review/list/list-expectations.ts";
import { OPTIONAL } from "../catalog/optional-settings.ts";
import { CONNECTOR, planWith } from "../catalog/plan-with.ts";

function namespacesOf(components: ValueMap, values: ValueMap = {}): readonly string[] {
  const plan = planWith({ ...values, components: { dex: { connectors: [CONNECTOR] }, ...components } });
  return listExpectations(plan.platform, plan.components)
    .filter(({ kind }) => kind === "Namespace")
    .map(({ component, name }) => `${component}: ${name}`);
}

const configMap = (namespace: string, name = "a"): ValueMap => ({
  apiVersion: "v1",
  kind: "ConfigMap",
  metadata: { name, namespace },
});

test("a namespace that nothing makes is expected, once, of the first that has objects in it", () => {
  const resources = [configMap("kubflow"), configMap("kubflow", "b"), configMap("kubeflow"), configMap("default")];
  expect(
    namespacesOf({ katib: { extra: { resources } }, pipelines: { extra: { resources: [configMap("kubflow", "c")] } } }),
  ).toEqual(["katib: kubflow"]);
});

test("those of components, of profiles, of charts and of what the cluster already has are not", () => {
  const profiles = [{ name: "team-a", owner: "a@example.com" }];
  const optional = Object.entries(OPTIONAL).map(([name, settings]) => [name, { enabled: true, ...settings }]);
  const resources = [configMap("team-a"), configMap("cert-manager"), configMap("argocd")];
  const components = {
    ...Object.fromEntries(optional),
    "cert-manager": { existing: true },
    katib: { extra: { resources } },
  };
  expect(namespacesOf(components, { profiles })).toEqual([]);
});
