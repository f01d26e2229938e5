import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { describeObject } from "../../generator/facts/describe-object.ts";
import type { ValueMap } from "../../generator/model/value.ts";
import { buildText } from "../support/build-text.ts";

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "container-images-"));
});
afterAll(() => rmSync(folder, { recursive: true }));

const metadata = { name: "any" };
const objects: readonly (readonly [string, ValueMap, { images?: string[]; otherImages?: string[] }])[] = [
  [
    "a Deployment",
    {
      apiVersion: "apps/v1",
      kind: "Deployment",
      metadata,
      spec: {
        template: {
          spec: {
            initContainers: [{ name: "first", image: "example.com/init:v1" }],
            containers: [
              { name: "main", image: "busybox", args: ["--solver-image=example.com/solver:v2"] },
              { name: "other", image: "example.com/app:v1", env: [{ name: "APP_IMAGE", value: "example.com/app:v1" }] },
            ],
          },
        },
      },
    },
    {
      images: ["busybox", "example.com/app:v1", "example.com/init:v1"],
      otherImages: ["example.com/app:v1", "example.com/solver:v2"],
    },
  ],
  [
    "a custom resource with containers, at any depth",
    {
      apiVersion: "serving.kserve.io/v1alpha1",
      kind: "ClusterServingRuntime",
      metadata,
      spec: {
        containers: [{ name: "kserve-container", image: "example.com/runtime:v1" }],
        worker: { pods: [{ containers: [{ image: "example.com/worker:v1" }] }] },
      },
    },
    { images: ["example.com/runtime:v1", "example.com/worker:v1"] },
  ],
  [
    "a custom resource with an image",
    {
      apiVersion: "caching.internal.knative.dev/v1alpha1",
      kind: "Image",
      metadata,
      spec: { image: "example.com/queue:v1" },
    },
    { otherImages: ["example.com/queue:v1"] },
  ],
  [
    "ephemeral containers, and one container that is not in a list",
    {
      apiVersion: "v1",
      kind: "Pod",
      metadata,
      spec: { ephemeralContainers: [{ image: "example.com/debug:v1" }], container: { image: "example.com/one:v1" } },
    },
    { otherImages: ["example.com/debug:v1", "example.com/one:v1"] },
  ],
  [
    "a ConfigMap whose text has containers",
    {
      apiVersion: "v1",
      kind: "ConfigMap",
      metadata,
      data: { "pod.yaml": "containers:\n  - image: example.com/text:v1\n" },
    },
    { otherImages: ["example.com/text:v1"] },
  ],
  [
    "the schema in a CustomResourceDefinition",
    {
      apiVersion: "apiextensions.k8s.io/v1",
      kind: "CustomResourceDefinition",
      metadata,
      spec: { containers: [{ image: "example.com/schema:v1" }] },
    },
    {},
  ],
];

test.each(objects)("the images of %s are those that an override changes", async (_, object, expected) => {
  const { images = [], otherImages: mentions = [] } = describeObject(object);
  const otherImages = mentions.map(({ image }) => image);
  expect({ images, otherImages }).toEqual({ images: [], otherImages: [], ...expected });
  const plain = await build(object);
  for (const image of [...images, ...otherImages, "example.com/schema:v1"])
    expect((await build(object, image)) !== plain, image).toBe(images.includes(image));
});

/** What Kustomize makes of the object, with an override of the image. */
async function build(object: ValueMap, image?: string) {
  const images = image === undefined ? [] : [{ name: image.replace(/:v\d$/, ""), newTag: "changed" }];
  writeFileSync(join(folder, "object.yaml"), JSON.stringify(object));
  writeFileSync(join(folder, "kustomization.yaml"), JSON.stringify({ resources: ["object.yaml"], images }));
  const built = await buildText(folder);
  if (!built.ok) throw new Error(JSON.stringify(built.problems));
  return built.value;
}
