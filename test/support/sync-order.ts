import type { Delivered } from "./delivered-objects.ts";

/** Distance of neighbouring waves. */
export const WAVE = 10;

/** The sync wave of each component's Application, by component. */
export function wavesOfApplications(objects: readonly Delivered[], platform: string): ReadonlyMap<string, number> {
  const applications = componentsOf(objects, "Application", platform);
  return new Map(
    applications.map(({ name, object }) => [name, Number(object.metadata.annotations["argocd.argoproj.io/sync-wave"])]),
  );
}

/** The waves that follow from the dependsOn of the components' Kustomizations and nothing else; throws on a cycle or an unknown name. */
export function wavesFromDependsOn(objects: readonly Delivered[], platform: string): ReadonlyMap<string, number> {
  const dependsOn = new Map<string, readonly string[]>(
    componentsOf(objects, "Kustomization", platform).map(({ name, object }) => [
      name,
      (object.spec.dependsOn ?? []).map((each: { name: string }) => each.name.slice(platform.length + 1)),
    ]),
  );
  const waves = new Map<string, number>();
  const waveOf = (name: string, above: readonly string[]): number => {
    if (above.includes(name)) throw new Error(`cycle: ${[...above, name].join(" -> ")}`);
    if (!dependsOn.has(name)) throw new Error(`${above.at(-1)} depends on ${name}, which is not there`);
    const wave =
      waves.get(name) ?? Math.max(-WAVE, ...dependsOn.get(name)!.map((on) => waveOf(on, [...above, name]))) + WAVE;
    waves.set(name, wave);
    return wave;
  };
  for (const name of dependsOn.keys()) waveOf(name, []);
  return new Map([...dependsOn.keys()].map((name) => [name, waves.get(name)!]));
}

function componentsOf(objects: readonly Delivered[], kind: string, platform: string) {
  return objects
    .filter((object) => object.kind === kind && object.metadata.name !== platform)
    .map((object) => ({ name: object.metadata.name.slice(platform.length + 1) as string, object }));
}
