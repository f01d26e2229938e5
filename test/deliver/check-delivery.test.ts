import { expect, test } from "vitest";
import { checkDelivery } from "../../generator/deliver/check-delivery.ts";
import { fluxRepositoryUrl } from "../../generator/deliver/flux-repository-url.ts";
import { type FakeDelivery, fakeComponent, fakePlatform } from "../support/fake-platform.ts";

const problems = (delivery: FakeDelivery, ...names: string[]) => {
  const components = names.map((name) => fakeComponent({ name }));
  // The little catalog has no other kinds.
  return checkDelivery(fakePlatform({ keepOnPrune: ["Namespace"], ...delivery }, components), components);
};

test("a platform without fault has no problem", () => {
  expect(problems({}, "katib", "kserve")).toEqual([]);
});

test("a name over 63 characters is refused at platform.name, for the longest", () => {
  const name = "a".repeat(54);
  expect(
    problems({ name }, "pipeline", "pipelines", "notebooks").map(({ code, place }) => [code, place?.line]),
  ).toEqual([["DELIVERED_NAME_TOO_LONG", 2]]);
});

test("a component may not take the name of the project's file", () => {
  for (const name of ["project", "kustomization"])
    expect(problems({}, name).map(({ code }) => code)).toEqual(["COMPONENT_NAME_RESERVED"]);
});

test("the git protocol is refused for Flux, and not for Argo CD", () => {
  const repository = { url: "git://example.com/platform" };
  expect(problems({ controller: "flux", repository }).map(({ code }) => code)).toEqual(["REPOSITORY_URL_NOT_FOR_FLUX"]);
  expect(problems({ repository })).toEqual([]);
});

test("HEAD, which Flux would take for a branch, is refused for Flux alone", () => {
  const repository = { url: "https://example.com/platform", revision: "HEAD" };
  expect(problems({ controller: "flux", repository }).map(({ code }) => code)).toEqual(["REVISION_NOT_FOR_FLUX"]);
  expect(problems({ controller: "flux", repository: { ...repository, revision: "main" } })).toEqual([]);
  expect(problems({ repository })).toEqual([]);
});

test.each([
  ["git@github.com:example/platform.git", "ssh://git@github.com/example/platform.git"],
  ["git@example.com:/srv/platform", "ssh://git@example.com/srv/platform"],
  ["https://github.com/example/platform", "https://github.com/example/platform"],
  ["ssh://git@example.com:2222/platform", "ssh://git@example.com:2222/platform"],
  ["https://user@example.com:8443/platform", "https://user@example.com:8443/platform"],
])("Flux reads %s as %s", (url, expected) => {
  expect(fluxRepositoryUrl(url)).toBe(expected);
  expect(problems({ controller: "flux", repository: { url } })).toEqual([]);
});
