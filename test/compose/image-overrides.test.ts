import { expect, test } from "vitest";
import { imageOverrides, unusedImageOverrides } from "../../generator/compose/image-overrides.ts";
import type { ValueMap } from "../../generator/model/value.ts";
import { fakeComponent, fakeObject, fakePlatform } from "../support/fake-platform.ts";

const SERVER = fakeObject("apps/v1", "Deployment", "tools/server", {
  spec: {
    template: {
      spec: { containers: [{ image: "example.com:5000/server:v1", args: ["--agent-image=example.com/agent:v1"] }] },
    },
  },
});
const CONFIG = fakeObject("v1", "ConfigMap", "tools/config", {
  data: { agent: "example.com/agent:v1", runner: "example.com/runner@sha256:".padEnd(90, "0") },
} as ValueMap);
const composed = [
  fakeComponent({ name: "tool", objects: [SERVER] }),
  fakeComponent({ name: "other", objects: [CONFIG] }),
];

function problemsOf(name: string) {
  const platform = fakePlatform();
  const values = { ...platform.values, images: { overrides: [{ name, newTag: "v2" }] } };
  return unusedImageOverrides({ ...platform, values }, composed);
}

test("an override of a container's image is of the component that has it, and no problem", () => {
  const overrides = [{ name: "example.com:5000/server", newTag: "v2" }];
  expect(imageOverrides(overrides, [SERVER])).toEqual(overrides);
  expect(imageOverrides(overrides, [CONFIG])).toEqual([]);
  expect(problemsOf("example.com:5000/server")).toEqual([]);
});

test("an override of an image that is only named elsewhere changes nothing, and the problem says where it is", () => {
  expect(imageOverrides([{ name: "example.com/agent", newTag: "v2" }], [SERVER, CONFIG])).toEqual([]);
  expect(problemsOf("example.com/agent")).toMatchObject([
    {
      code: "IMAGE_HITS_NOTHING",
      message: expect.stringContaining("it is only named inside Deployment tools/server of tool and 1 more."),
      place: { file: "environments/prod/values.yaml" },
    },
  ]);
  expect(problemsOf("example.com/runner")).toMatchObject([
    { message: expect.stringContaining("it is only named inside ConfigMap tools/config of other.") },
  ]);
});

test("for an image that nothing names the nearest of the containers is suggested", () => {
  expect(problemsOf("example.com:5000/sever")).toMatchObject([
    { message: expect.stringContaining("Did you mean example.com:5000/server?") },
  ]);
});
