import { describe, expect, test } from "vitest";
import type { ValueMap } from "../../generator/model/value.ts";
import { OPTIONAL } from "../catalog/optional-settings.ts";
import { catalog } from "../catalog/plan-with.ts";
import { sharedRoot } from "../support/shared.ts";
import { type BuiltPlatform, buildPlatform, RELEASES } from "./built-platform.ts";

/** Every registry that publishes an image of any release. */
const PUBLIC = [
  "cr.flyte.org",
  "docker-registry1.mariadb.com",
  "docker.io",
  "gcr.io",
  "ghcr.io",
  "mcr.microsoft.com",
  "nvcr.io",
  "public.ecr.aws",
  "quay.io",
  "registry.istio.io",
  "registry.k8s.io",
  "us-central1-docker.pkg.dev",
];
const MIRROR = "mirror.test:5000";
const MIRRORS = PUBLIC.map((from) => ({ from, to: `${MIRROR}/${from.replaceAll(".", "-")}` }));

/** A public registry in front of a path; not one in front of a model's artifact, which the catalog's demo data lists and nothing pulls. */
const PUBLIC_REGISTRY = new RegExp(
  `(?<![\\w./-])(?:${PUBLIC.map((name) => name.replaceAll(".", "\\.")).join("|")})/[a-z]`,
);
/** Images that upstream names without a registry, and any other that stands where an image does. */
const UNPREFIXED =
  /(?<![\w./-])(?:(?:kserve|pytorch|tensorflow|filebrowser|chrislusf|seldonio|kubeflow|argoproj|istio|minio)\/[a-z0-9-]+:[\w.-]+|(?:alpine|busybox|mysql|nginx|postgres|python|redis):[\w.-]+)|\bimage["']?\s*[:=]\s*["']?(?!auto\b|proxyv2\b|pilot\b|mirror\.test)[a-z0-9][a-z0-9./_-]*[:@][\w.:-]+/i;

/** All that a release has, each with what it cannot be without. */
function everything(release: string): ValueMap {
  const inRelease = catalog.releases.get(release)?.components ?? new Map();
  const names = [...catalog.components.keys()].filter((name) => inRelease.has(name) || name in OPTIONAL);
  return Object.fromEntries(names.map((name) => [name, { enabled: true, ...OPTIONAL[name] }]));
}

const builds = new Map<string, Promise<BuiltPlatform>>();

function mirrored(release: string): Promise<BuiltPlatform> {
  const values = { platform: { purpose: "evaluation" }, images: { mirrors: MIRRORS }, components: everything(release) };
  const build = builds.get(release) ?? buildPlatform(release, values);
  builds.set(release, build);
  return build;
}

/** The lines of what is applied, without what only documents it: definitions, and the examples in ConfigMaps, one of which is checksummed. */
function readLines({ objects }: BuiltPlatform): readonly string[] {
  return objects
    .filter(({ kind }) => kind !== "CustomResourceDefinition")
    .flatMap(({ kind, name, text }) =>
      text
        .replace(/^ {2}_example: (?:[|>].*\n(?: {4}.*\n|\n)*|".*\n(?: {4}.*\n)*)/gm, "")
        .split("\n")
        .map((line) => `${kind} ${name}: ${line.trim()}`),
    );
}

describe.skipIf(sharedRoot() === undefined)("mirrors, on upstream's manifests", () => {
  test.each(RELEASES)("at %s nothing of the whole platform is pulled from a public registry", async (release) => {
    const lines = readLines(await mirrored(release));
    const rewritten = lines.filter((line) => line.includes(`${MIRROR}/`));

    console.log(`${release}: ${rewritten.length} places take their image from the mirror`);
    expect(rewritten.length).toBeGreaterThan(100);
    expect(lines.filter((line) => PUBLIC_REGISTRY.test(line))).toEqual([]);
    expect(lines.filter((line) => UNPREFIXED.test(line))).toEqual([]);
  });
});
