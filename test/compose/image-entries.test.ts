import { expect, test } from "vitest";
import { imageEntries, unusedImageOverrides } from "../../generator/compose/images/image-entries.ts";
import { fakeObject, fakePlatform } from "../support/fake-platform.ts";

const SERVER = fakeObject("apps/v1", "Deployment", "tools/server", {
  spec: { template: { spec: { containers: [{ image: "example.com:5000/server:v1" }, { image: "busybox" }] } } },
});
const MIRRORS = [{ from: "docker.io", to: "mirror.test/hub" }];

function problemsOf(name: string) {
  const platform = fakePlatform();
  const values = { ...platform.values, images: { mirrors: [], overrides: [{ name, newTag: "v2" }], pullSecrets: [] } };
  return unusedImageOverrides({ ...platform, values }, ["example.com:5000/server:v1", "busybox"]);
}

test("an entry has the name that the container has, and what the override says", () => {
  const overrides = [
    { name: "docker.io/library/busybox", newTag: "1.37" },
    { name: "example.com/other", newTag: "v2" },
  ];
  expect(imageEntries({ mirrors: [], overrides }, [SERVER])).toEqual([{ name: "busybox", newTag: "1.37" }]);
});

test("a mirror is an entry with a new name, beside the new version of an override", () => {
  const overrides = [{ name: "busybox", newTag: "1.37" }];
  expect(imageEntries({ mirrors: MIRRORS, overrides: [] }, [SERVER])).toEqual([
    { name: "busybox", newName: "mirror.test/hub/library/busybox" },
  ]);
  expect(imageEntries({ mirrors: MIRRORS, overrides }, [SERVER])).toEqual([
    { name: "busybox", newName: "mirror.test/hub/library/busybox", newTag: "1.37" },
  ]);
});

test("an override of an image that something names is no problem, with registry or without", () => {
  for (const name of ["example.com:5000/server", "busybox", "docker.io/library/busybox"])
    expect(problemsOf(name)).toEqual([]);
});

test("for an image that nothing names the nearest is suggested", () => {
  expect(problemsOf("example.com:5000/sever")).toMatchObject([
    {
      code: "IMAGE_HITS_NOTHING",
      message: expect.stringContaining("Did you mean example.com:5000/server?"),
      place: { file: "environments/prod/values.yaml" },
    },
  ]);
});

test("what an override gives the name of another image keeps it: the other's entry comes first", () => {
  const overrides = [{ name: "busybox", newName: "example.com:5000/server", newTag: "v9" }];
  const mirrors = [{ from: "example.com:5000", to: "mirror.test/own" }];
  expect(imageEntries({ mirrors, overrides }, [SERVER])).toEqual([
    { name: "example.com:5000/server", newName: "mirror.test/own/server" },
    { name: "busybox", newName: "example.com:5000/server", newTag: "v9" },
  ]);
});
