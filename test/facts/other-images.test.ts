import { expect, test } from "vitest";
import { otherImages } from "../../generator/facts/other-images.ts";
import type { ImageMention } from "../../generator/model/facts.ts";
import type { ValueMap } from "../../generator/model/value.ts";

const DIGEST = `@sha256:${"0123456789abcdef".repeat(4)}`;

const found: readonly (readonly [string, ValueMap, readonly string[]])[] = [
  ["a field that says image, however short", { spec: { image: "busybox" } }, ["busybox"]],
  [
    "each place, sorted",
    { a: { image: "mysql:8.4" }, b: [{ image: "mysql:8.0" }, { image: "mysql:8.4" }] },
    ["mysql:8.0", "mysql:8.4", "mysql:8.4"],
  ],
  ["a registry with a port", { image: "localhost:5000/team/app:v1" }, ["localhost:5000/team/app:v1"]],
  [
    "an argument with its flag",
    { args: ["--acme-http01-solver-image=quay.io/jetstack/cert-manager-acmesolver:v1.20.2"] },
    ["quay.io/jetstack/cert-manager-acmesolver:v1.20.2"],
  ],
  [
    "an argument beside its flag",
    { args: ["--executor-image", "argoproj/argoexec:v3.7.3"] },
    ["argoproj/argoexec:v3.7.3"],
  ],
  [
    "an environment variable whose name says so",
    { env: [{ name: "VOLUME_VIEWER_IMAGE", value: "filebrowser/filebrowser:v2.32.0" }] },
    ["filebrowser/filebrowser:v2.32.0"],
  ],
  [
    "a ConfigMap's value without a tag",
    { data: { cacheImage: "ghcr.io/containerd/busybox" } },
    ["ghcr.io/containerd/busybox"],
  ],
  [
    "a ConfigMap's value by its looks",
    { data: { "aws-s3-source": `gcr.io/knative-releases/aws-s3-source${DIGEST}` } },
    [`gcr.io/knative-releases/aws-s3-source${DIGEST}`],
  ],
  [
    "JSON in a ConfigMap",
    { data: { agent: '{\n "image" : "kserve/agent:v0.18.0",\n "cpu": "1"}' } },
    ["kserve/agent:v0.18.0"],
  ],
  [
    "JSON that keeps the tag beside the name",
    { data: { explainers: '{"art": {"image" : "kserve/art-explainer",\n "defaultImageVersion": "latest"}}' } },
    ["kserve/art-explainer:latest"],
  ],
  [
    "YAML in a ConfigMap",
    { data: { "katib-config.yaml": "a:\n  image: ghcr.io/kubeflow/katib/x:v0.19.0\n" } },
    ["ghcr.io/kubeflow/katib/x:v0.19.0"],
  ],
  [
    "a list of choices",
    { data: { ui: "options:\n  - ghcr.io/kubeflow/a:v1\n  - ghcr.io/kubeflow/b:v1\n" } },
    ["ghcr.io/kubeflow/a:v1", "ghcr.io/kubeflow/b:v1"],
  ],
  [
    "a template that is no YAML",
    { data: { config: '{{- if .x }}\n  image: "busybox:1.28"\n{{ end }}' } },
    ["busybox:1.28"],
  ],
];

test.each(found)("finds %s", (_, object, images) => {
  expect(otherImages(object).map(({ image }) => image)).toEqual(images);
});

const places: readonly (readonly [string, ValueMap, readonly ImageMention[]])[] = [
  [
    "an item without a name, by its index",
    { spec: { args: ["serve", "--sidecar-image=example.com/sidecar:v1"] } },
    [{ image: "example.com/sidecar:v1", at: [{ field: "spec.args.1", around: ["--sidecar-image=", ""] }] }],
  ],
  [
    "an item with a name of its own, by that",
    { containers: [{ name: "server", env: [{ name: "RUNNER_IMAGE", value: "example/runner" }] }] },
    [{ image: "example/runner", at: [{ field: "containers.[name=server].env.[name=RUNNER_IMAGE].value" }] }],
  ],
  [
    "an item whose name another has too, by its index",
    { spec: [{ name: "a" }, { name: "a", image: "busybox" }] },
    [{ image: "busybox", at: [{ field: "spec.1.image" }] }],
  ],
  [
    "a line of a text, in a field with a dot",
    { data: { "config.yaml": "a:\n  image: busybox:1 # small\n" } },
    [{ image: "busybox:1", at: [{ field: "data.config\\.yaml", line: 1, around: ["  image: ", " # small"] }] }],
  ],
  [
    "name and version in two variables",
    {
      env: [
        { name: "UI_IMAGE", value: "example.com/ui" },
        { name: "UI_TAG", value: "v1" },
      ],
    },
    [
      {
        image: "example.com/ui:v1",
        at: [
          { field: "env.[name=UI_IMAGE].value", is: "name" },
          { field: "env.[name=UI_TAG].value", is: "version" },
        ],
      },
    ],
  ],
  [
    "folder, name and version in three fields of Istio's values",
    {
      data: {
        values: '{\n  "hub": "example.com/istio",\n  "proxy": {\n    "image": "proxyv2"\n  },\n  "tag": "1.30.1"\n}',
      },
    },
    [
      {
        image: "example.com/istio/proxyv2:1.30.1",
        at: [
          { is: "base", field: "data.values", line: 3, around: ['    "image": "', '"'] },
          { is: "folder", field: "data.values", line: 1, around: ['  "hub": "', '",'] },
          { is: "version", field: "data.values", line: 5, around: ['  "tag": "', '"'] },
        ],
      },
    ],
  ],
  [
    "a folder of images that are named elsewhere",
    { data: { values: '{\n  "hub": "example.com/istio",\n  "tag": "1.30.1"\n}' } },
    [
      {
        image: "example.com/istio/",
        at: [{ is: "folder", field: "data.values", line: 1, around: ['  "hub": "', '",'] }],
      },
    ],
  ],
];

test.each(places)("says the place of %s", (_, object, mentions) => {
  expect(otherImages(object)).toEqual(mentions);
});

const passedOver: readonly (readonly [string, ValueMap])[] = [
  ["a container's own image", { spec: { containers: [{ name: "main-image", image: "busybox" }] } }],
  ["a pull policy", { imagePullPolicy: "Always", data: { x: '"imagePullPolicy": "IfNotPresent"' } }],
  ["a half of a name", { data: { values: '"image": "proxyv2",\n"tag": "1.30.1",' } }],
  ["a variable", { data: { spec: "image: $VOLUME_VIEWER_IMAGE" }, image: "$(IMAGE)" }],
  ["a template's expression", { data: { config: 'image: "{{ .ProxyImage }}"' } }],
  ["Istio's placeholder", { image: "auto" }],
  ["an address", { args: ["--issuer=http://dex.auth.svc.cluster.local:5556/dex"], url: "https://example.com/a:1" }],
  ["a host with a port", { data: { server: "dex.auth.svc.cluster.local:5556" } }],
  ["an artifact that is data", { data: { catalog: "uri: oci://ghcr.io/github/github-mcp-server:0.32.0" } }],
  ["a picture", { data: { logo: "data:image/svg+xml;base64,PHN2ZyB4bWxucz0iaHR0" } }],
  ["a program's text", { data: { code: 'image = Image.open("example.jpg")' } }],
  ["a ConfigMap's example, which nothing reads", { data: { _example: '"image": "kserve/agent:v0.18.0"' } }],
];

test.each(passedOver)("passes over %s", (_, object) => {
  expect(otherImages(object)).toEqual([]);
});

test("long texts of letters take no time to tell from names", () => {
  const text = `image: ${"a".repeat(200_000)}! ${"a.".repeat(100_000)} ${"a-".repeat(100_000)}/${"b_".repeat(100_000)}`;
  expect(otherImages({ image: text, data: { text } })).toEqual([]);
});

test("the lines of many mentions are told in time with the length of the text", () => {
  const lines = Array.from({ length: 120_000 }, (_, line) => `image${line}: quay.io/example/app:v1`);
  const mentions = otherImages({ data: { "images.yaml": lines.join("\n") } });
  expect(mentions).toHaveLength(lines.length);
  expect(mentions.at(-1)?.at).toMatchObject([{ line: lines.length - 1, around: [`image${lines.length - 1}: `, ""] }]);
});
