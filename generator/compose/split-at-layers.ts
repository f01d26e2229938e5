import type { PlatformComponent } from "../model/platform.ts";
import type { Rendered } from "./rendered-addition.ts";

/**
 * The additions before the first of a layer's, and from there on. What the values say of workloads and namespaces is applied between the two: a
 * layer's patch, which is written for one object, has the last word.
 */
export function splitAtLayers(
  component: PlatformComponent,
  additions: readonly Rendered[],
): readonly [own: readonly Rendered[], ofLayers: readonly Rendered[]] {
  const first = additions.findIndex(({ place }) => place !== undefined && !isInFolder(component, place.file));
  return first === -1 ? [additions, []] : [additions.slice(0, first), additions.slice(first)];
}

function isInFolder({ component }: PlatformComponent, file: string): boolean {
  return file.startsWith(`${component.folder}/`);
}
