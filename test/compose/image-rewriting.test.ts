import { expect, test } from "vitest";
import { imageEdits } from "../../generator/compose/images/image-edits.ts";
import { rewriteImage } from "../../generator/model/image-rewriting.ts";

const DIGEST = `sha256:${"0".repeat(64)}`;
const MIRRORS = [
  { from: "docker.io", to: "mirror.test:5000/hub" },
  { from: "docker.io/kserve", to: "mirror.test:5000/kserve" },
  { from: "quay.io/team/app", to: "mirror.test/app" },
];
const sources = { mirrors: MIRRORS, overrides: [] };

test.each([
  ["busybox", "mirror.test:5000/hub/library/busybox"],
  ["python:3.11", "mirror.test:5000/hub/library/python:3.11"],
  ["docker.io/busybox:1", "mirror.test:5000/hub/library/busybox:1"],
  ["index.docker.io/library/busybox", "mirror.test:5000/hub/library/busybox"],
  ["chrislusf/seaweedfs:4.00", "mirror.test:5000/hub/chrislusf/seaweedfs:4.00"],
  ["kserve/agent:v1", "mirror.test:5000/kserve/agent:v1"],
  ["kserves/agent:v1", "mirror.test:5000/hub/kserves/agent:v1"],
  [`docker.io/a/b:c@${DIGEST}`, `mirror.test:5000/hub/a/b:c@${DIGEST}`],
  ["quay.io/team/app:v1", "mirror.test/app:v1"],
  ["quay.io/team/app2:v1", "quay.io/team/app2:v1"],
  ["localhost:5000/a:v1", "localhost:5000/a:v1"],
  ["docker.io/istio/", "mirror.test:5000/hub/istio/"],
])("%s becomes %s", (image, expected) => {
  expect(rewriteImage(image, sources)).toBe(expected);
});

test("an override goes before a mirror: its name as it is, a version of its alone under the mirror's name", () => {
  const overrides = [
    { name: "kserve/agent", newName: "docker.io/own/agent" },
    { name: "docker.io/library/busybox", newTag: "1.37" },
    { name: "alpine", digest: DIGEST },
  ];
  const rewrite = (image: string) => rewriteImage(image, { mirrors: MIRRORS, overrides });
  expect(rewrite("kserve/agent:v1")).toBe("docker.io/own/agent:v1");
  expect(rewrite("busybox:1.28")).toBe("mirror.test:5000/hub/library/busybox:1.37");
  expect(rewrite("alpine:3")).toBe(`mirror.test:5000/hub/library/alpine@${DIGEST}`);
});

test("a reference in several pieces is written in the same pieces, whatever its new version is", () => {
  const mention = {
    image: "kserve/art:latest",
    at: [
      { is: "name" as const, field: "a", line: 0, around: ['"image": "', '",'] as const },
      { is: "version" as const, field: "a", line: 1, around: ['"version": "', '"'] as const },
    ],
  };
  expect(imageEdits([mention], sources)).toEqual([
    { field: "a", line: 0, text: '"image": "mirror.test:5000/kserve/art",' },
  ]);
  const overrides = [{ name: "kserve/art", digest: DIGEST }];
  expect(imageEdits([mention], { mirrors: [], overrides })).toEqual([
    { field: "a", line: 0, text: '"image": "kserve/art@sha256",' },
    { field: "a", line: 1, text: `"version": "${"0".repeat(64)}"` },
  ]);
});

test("several images of one line are written together", () => {
  const mentions = [
    { image: "busybox:1", at: [{ field: "a", around: ["[", ", kserve/agent:v1]"] as const }] },
    { image: "kserve/agent:v1", at: [{ field: "a", around: ["[busybox:1, ", "]"] as const }] },
  ];
  expect(imageEdits(mentions, sources)).toEqual([
    { field: "a", line: undefined, text: "[mirror.test:5000/hub/library/busybox:1, mirror.test:5000/kserve/agent:v1]" },
  ]);
});
