import { describe, expect, test } from "vitest";
import { planEnvironment } from "../../generator/generate.ts";
import { readEnvironment } from "../../generator/layers/read-environment.ts";
import { CONNECTOR, catalog, expectValue } from "../catalog/plan-with.ts";
import { withUserFiles } from "../layers/temporary-roots.ts";

const VALUES = {
  platform: { name: "kubeflow", release: "26.03.1", purpose: "production", domain: "kubeflow.example.com" },
  delivery: { repository: { url: "https://git.example.com/platform.git" } },
  components: { dex: { connectors: [CONNECTOR] } },
};

/** Katib, with these files of the environment's. */
function katibWith(files: Readonly<Record<string, string>>) {
  const roots = withUserFiles({
    "environments/mine/environment.yaml": "{}",
    "environments/mine/values.yaml": JSON.stringify(VALUES),
    ...Object.fromEntries(Object.entries(files).map(([path, text]) => [`environments/mine/katib/${path}`, text])),
  });
  const plan = expectValue(planEnvironment(expectValue(readEnvironment(roots, "mine", catalog)), catalog));
  const katib = plan.components.find(({ component }) => component.name === "katib");
  if (katib === undefined) throw new Error("There is no Katib.");
  return katib;
}

const config = (namespace: string, text: string) =>
  `configMapGenerator:\n- {name: cfg, namespace: ${namespace}, contents: {k: ${text}}}\n`;
const account = (namespace: string) =>
  `{apiVersion: v1, kind: ServiceAccount, metadata: {name: a, namespace: ${namespace}}}`;

describe("what a layer generates", () => {
  const generating = {
    "patches/cfg.yaml": `${config("kubeflow", "one")}---\n${config("elsewhere", "registry.example.com/tool:1")}`,
  };

  test("has files of its own, however many are called the same", () => {
    const { files } = katibWith(generating);
    expect(files.get("files/configmap-kubeflow-cfg/k")).toBe("one");
    expect(files.get("files/configmap-elsewhere-cfg/k")).toBe("registry.example.com/tool:1");
  });

  test("counts among the component's objects, with the images in it", () => {
    const { objects } = katibWith(generating);
    const made = objects.filter(({ name }) => name === "cfg");
    expect(made).toMatchObject([
      { kind: "ConfigMap", namespace: "kubeflow", generated: true },
      { namespace: "elsewhere", otherImages: [{ image: "registry.example.com/tool:1" }] },
    ]);
  });
});

test("a document is in a file of a name that no other document changes", () => {
  const namesWith = (...namespaces: readonly string[]) =>
    [...katibWith({ "resources/accounts.yaml": namespaces.map(account).join("\n---\n") }).files.keys()].filter((path) =>
      path.startsWith("resources/mine-accounts"),
    );

  expect(namesWith("one", "two", "three").sort()).toEqual([
    "resources/mine-accounts-serviceaccount-one-a.yaml",
    "resources/mine-accounts-serviceaccount-three-a.yaml",
    "resources/mine-accounts-serviceaccount-two-a.yaml",
  ]);
  expect(namesWith("two", "three").sort()).toEqual([
    "resources/mine-accounts-serviceaccount-three-a.yaml",
    "resources/mine-accounts-serviceaccount-two-a.yaml",
  ]);
});

test("two patches of one object have files of their own", () => {
  const patch = (count: number) =>
    `{target: {kind: Deployment, name: katib-ui}, patch: [{op: add, path: /metadata/annotations, value: {n: "${count}"}}]}`;
  const { files } = katibWith({ "patches/katib.yaml": [1, 2, 3].map(patch).join("\n---\n") });

  expect([...files.keys()].filter((path) => path.startsWith("patches/mine-katib"))).toEqual([
    "patches/mine-katib-deployment-katib-ui.yaml",
    "patches/mine-katib-deployment-katib-ui-2.yaml",
    "patches/mine-katib-deployment-katib-ui-3.yaml",
  ]);
});
