import { expect, test } from "vitest";
import { containerFields } from "../../generator/facts/container-fields.ts";
import { pullSettings } from "../../generator/facts/pull-settings.ts";

test("the place of every container with an image is known, by its name or its index", () => {
  const spec = {
    containers: [{ name: "server", image: "a" }, { name: "beside" }],
    initContainers: [{ image: "b" }],
    jobs: [{ name: "node", template: { containers: [{ name: "node", image: "c" }] } }],
  };
  expect(containerFields({ spec })).toEqual([
    "spec.containers.[name=server]",
    "spec.initContainers.0",
    "spec.jobs.[name=node].template.containers.[name=node]",
  ]);
});

test("a pull policy is found in a field and in a line of YAML or JSON, Secrets in an empty list of JSON", () => {
  const data = {
    executor: "imagePullPolicy: IfNotPresent\nresources: {}\n",
    values: '{\n  "imagePullPolicy": "",\n  "imagePullSecrets": [],\n  "hub": ""\n}',
  };
  expect(pullSettings({ data, spec: { container: { imagePullPolicy: "Always" } } })).toEqual([
    { is: "policy", field: "data.executor", line: 0, around: ["imagePullPolicy: ", ""] },
    { is: "policy", field: "data.values", line: 1, around: ['  "imagePullPolicy": "', '",'] },
    { is: "secrets", field: "data.values", line: 2, around: ['  "imagePullSecrets": ', ","] },
    { is: "policy", field: "spec.container.imagePullPolicy" },
  ]);
});

test("a container's own policy, an example, a template's expression and a mapping are no such setting", () => {
  const data = {
    _example: '{\n "imagePullPolicy": "Always"\n}',
    config: '{{with .Values.global.imagePullPolicy }}imagePullPolicy: "{{.}}"{{end}}\n  imagePullSecrets:\n',
    form: "imagePullPolicy:\n  value: Always\n",
  };
  expect(pullSettings({ data, spec: { containers: [{ imagePullPolicy: "Always" }] } })).toEqual([]);
});
