import fc from "fast-check";
import { expect, test } from "vitest";
import type { RenderedObject } from "../../generator/model/upstream.ts";
import { renderedFolder } from "../../generator/render/rendered-folder.ts";

function object(kind: string, name: string, { group = "", namespace = "" } = {}): RenderedObject {
  return { group, kind, namespace, name, text: `${JSON.stringify([group, kind, namespace, name])}\n` };
}

const paths = (objects: readonly RenderedObject[]) => [...renderedFolder("# A.\n", objects).keys()];

test("definitions come first, in a folder of their own, and the rest by name", () => {
  const objects = [
    object("Service", "web", { namespace: "shop" }),
    object("CustomResourceDefinition", "carts.example.com", { group: "apiextensions.k8s.io" }),
    object("ClusterRole", "system:Node"),
  ];
  const folder = renderedFolder("# A.\n", objects);
  expect([...folder.keys()]).toEqual([
    "kustomization.yaml",
    "crds/customresourcedefinition-carts.example.com.yaml",
    "clusterrole-system-node.yaml",
    "service-shop-web.yaml",
  ]);
  expect(folder.get("service-shop-web.yaml")).toBe('["","Service","shop","web"]\n');
  expect(folder.get("kustomization.yaml")).toMatch(
    /^# A\.\napiVersion: .*\nkind: Kustomization\nresources:\n- crds\/customresourcedefinition-carts\.example\.com\.yaml\n- clusterrole/,
  );
});

test("objects whose names would be one are told apart by their group, or by a number", () => {
  expect(
    paths([object("Service", "web"), object("Service", "web", { group: "serving.knative.dev" })]).slice(1),
  ).toEqual(["service-web.serving.knative.dev.yaml", "service-web.yaml"]);
  const alike = [object("Role", "b-c", { namespace: "a" }), object("Role", "c", { namespace: "a-b" })];
  expect(paths(alike).slice(1)).toEqual(["role-a-b-c.1.yaml", "role-a-b-c.2.yaml"]);
  expect(paths(alike.toReversed())).toEqual(paths(alike));
});

test("every object has a file, whatever the order", () => {
  const word = fc.constantFrom("a", "b", "a-b", "A", "a:b");
  const objects = fc.uniqueArray(
    fc.record({ group: fc.constantFrom("", "x.io", "a"), kind: word, namespace: word, name: word }),
    { selector: (each) => JSON.stringify(each) },
  );
  fc.assert(
    fc.property(objects, (all) => {
      const made = all.map(({ kind, name, ...rest }) => object(kind, name, rest));
      const folder = renderedFolder("", made);
      expect([...folder.values()].slice(1).toSorted()).toEqual(made.map(({ text }) => text).toSorted());
      expect(renderedFolder("", made.toReversed())).toEqual(folder);
    }),
  );
});
