import { resolve } from "node:path";
import { expect, test } from "vitest";
import { memoryFileSystem } from "../../generator/kustomize/file-system.ts";
import { renderedObjects } from "../../generator/sources/rendered-objects.ts";
import { buildText } from "../support/build-text.ts";

test("an object is named by its metadata, however many paragraphs come before its name", async () => {
  const object = (name: string) => `apiVersion: apps/v1
kind: Deployment
metadata:
  annotations:
    description: |+
      One paragraph.

      Another one, which says
      name: no name

  name: ${name}
  namespace: kubeflow
spec:
  name: no name either
`;
  const root = resolve("/platform");
  const files = { "kustomization.yaml": "resources: [a.yaml, b.yaml]\n", "a.yaml": object("a"), "b.yaml": object("b") };
  const fileSystem = memoryFileSystem(new Map(Object.entries(files).map(([path, text]) => [`${root}/${path}`, text])));
  const built = await buildText(root, { fileSystem });
  const text = built.ok ? built.value : "";
  expect(text).toContain("\n\n");
  const objects = renderedObjects(text);
  expect(objects.map((each) => ({ ...each, text: "" }))).toEqual(
    ["a", "b"].map((name) => ({ group: "apps", kind: "Deployment", namespace: "kubeflow", name, text: "" })),
  );
  expect(objects.map((each) => each.text).join("---\n")).toBe(text);
});
