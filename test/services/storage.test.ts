import deepmerge from "deepmerge";
import { describe, expect, test } from "vitest";
import type { ValueMap } from "../../generator/model/value.ts";
import { CONNECTOR, tryPlanWith } from "../catalog/plan-with.ts";
import { sharedRoot } from "../support/shared.ts";
import { type Built, type BuiltPlatform, buildPlatform, RELEASES } from "./built-platform.ts";

/** Every volume of the platform that holds data, by the setting that describes it. */
const VOLUMES = ["pipelines.database", "pipelines.objectStore", "katib.database", "model-registry.database"];

const LOGIN: ValueMap = { components: { dex: { connectors: [CONNECTOR] } } };

/** Values that say the same of every volume, with a name of its own for each where `name` is a field. */
function ofEveryVolume(describeVolume: (name: string) => ValueMap): ValueMap {
  const each = VOLUMES.map((path) => {
    const [component = "", volume = ""] = path.split(".");
    const settings = describeVolume(`${component}-${volume.toLowerCase()}`);
    return { components: { [component]: { volumes: { [volume]: settings } } } };
  });
  return deepmerge.all<ValueMap>([LOGIN, ...each]);
}

const COMPONENTS = ["pipelines", "katib", "model-registry"];

/** The names of the claims that the pods of workloads mount, with the workloads' names. */
function mounted({ all }: BuiltPlatform): Readonly<Record<string, string>> {
  const workloads = [...all("Deployment"), ...all("StatefulSet")];
  const mounts = workloads.flatMap(({ metadata, spec }) =>
    (spec.template.spec.volumes ?? [])
      .filter((volume: Built) => volume.persistentVolumeClaim !== undefined)
      .map((volume: Built) => [metadata.name, volume.persistentVolumeClaim.claimName]),
  );
  return Object.fromEntries(mounts);
}

const expectations = ({ plan }: BuiltPlatform, kind: string) =>
  plan.components.flatMap(({ expected }) => expected.filter((each) => each.kind === kind));

describe.skipIf(sharedRoot() === undefined).each(RELEASES)("volumes at %s (needs upstream's manifests)", (release) => {
  test("a claim is as its volume's settings say, and binds the volume that they name", async () => {
    const values = ofEveryVolume((volumeName) => ({
      size: "7Gi",
      accessMode: "ReadWriteOncePod",
      storageClass: "",
      volumeName,
    }));
    const platform = await buildPlatform(release, values, COMPONENTS);
    const claims = platform.all("PersistentVolumeClaim");

    expect(claims.map(({ spec }) => ({ ...spec, volumeName: "" }))).toEqual(
      VOLUMES.map(() => ({
        accessModes: ["ReadWriteOncePod"],
        resources: { requests: { storage: "7Gi" } },
        storageClassName: "",
        volumeName: "",
      })),
    );
    const bound = claims.map(({ metadata, spec }) => `${spec.volumeName} ${metadata.namespace}/${metadata.name}`);
    const volumes = expectations(platform, "PersistentVolume").map(
      ({ name, reason }) => `${name} ${/\S+\/\S+/.exec(reason)?.[0]}`,
    );
    expect(volumes.sort()).toEqual(bound.sort());
  });

  test("a claim that is there already is mounted, and upstream's is not made", async () => {
    const before = await buildPlatform(release, LOGIN, COMPONENTS);
    const platform = await buildPlatform(
      release,
      ofEveryVolume((name) => ({ existingClaim: `my-${name}` })),
      COMPONENTS,
    );

    expect(platform.all("PersistentVolumeClaim")).toEqual([]);
    expect(Object.keys(mounted(platform))).toEqual(Object.keys(mounted(before)));
    expect(Object.values(mounted(platform)).sort()).toEqual(
      expectations(platform, "PersistentVolumeClaim")
        .map(({ name }) => name)
        .sort(),
    );
    expect(new Set(Object.values(mounted(platform))).size).toBe(VOLUMES.length);
  });

  test.each([
    ["argocd", "argocd.argoproj.io/sync-options", "Prune=false,Delete=false"],
    ["flux", "kustomize.toolkit.fluxcd.io/prune", "disabled"],
  ])(
    "what holds data, or what data hangs on, outlives a component that %s takes away",
    async (controller, key, value) => {
      const { all } = await buildPlatform(release, { ...LOGIN, delivery: { controller } }, [
        ...COMPONENTS,
        "kubeflow-namespaces",
        "model-catalog",
        "profiles",
        "team-profiles",
      ]);
      const kept = ["PersistentVolumeClaim", "Namespace", "CustomResourceDefinition"].flatMap((kind) => all(kind));

      expect(kept.length).toBeGreaterThan(10);
      expect(kept.filter(({ metadata }) => metadata.annotations?.[key] !== value)).toEqual([]);
    },
  );
});

test.skipIf(sharedRoot() === undefined)(
  "the model catalog's volume is bound in the same way (needs upstream's manifests)",
  async () => {
    const values = deepmerge(LOGIN, {
      components: { "model-catalog": { volumes: { database: { existingClaim: "my-catalog" } } } },
    }) as ValueMap;
    const platform = await buildPlatform("26.03.1", values, ["model-catalog"]);

    expect(platform.all("PersistentVolumeClaim")).toEqual([]);
    expect(mounted(platform)).toEqual({ "model-catalog-postgres": "my-catalog" });
  },
);

test.each(["accessMode", "storageClass", "volumeName"])("%s of a claim that is there already is refused", (field) => {
  const volume = { existingClaim: "mine", [field]: field === "accessMode" ? "ReadWriteOnce" : "x" };
  const values = deepmerge(LOGIN, { components: { katib: { volumes: { database: volume } } } }) as ValueMap;
  const plan = tryPlanWith(values);

  expect(plan.ok ? [] : plan.problems.map(({ code, message }) => `${code} ${message}`)).toEqual([
    `SETTING_REFUSED The claim "mine" is there already: ${field} would change nothing. Leave one of the two out.`,
  ]);
});
