import type { Place } from "./problem.ts";
import type { Value } from "./value.ts";

/** One Kubeflow release: `components/releases/<name>.yaml`, as written and validated. */
export interface Release {
  readonly name: string;
  readonly source: GitSource;
  /** What the release has of each component; a component that is not here does not exist in it. */
  readonly components: ReadonlyMap<string, ReleaseComponent>;
  readonly place: Place;
}

export interface GitSource {
  readonly url: string;
  /** The branch or tag that people know the commit by. */
  readonly ref: string;
  /** All 40 hexadecimal digits. */
  readonly commit: string;
}

export interface ReleaseComponent {
  readonly version: string;
  /** What the release's README says that it takes; a field without a figure there is absent. */
  readonly resources: ReleaseResources;
  /** What other releases call an object or an image of it, and what this release calls it; null where this release has no such thing. */
  readonly names: Readonly<Record<string, string | null>>;
  /** By part name, then by variant; a part without variants has the one key `""`. `undefined`: the variant is that there is nothing. */
  readonly parts: ReadonlyMap<string, ReadonlyMap<string, PartSource | undefined>>;
  readonly place: Place;
}

/** Kubernetes quantities: `13m`, `476Mi`, `10G`. */
export interface ReleaseResources {
  readonly cpu?: string;
  readonly memory?: string;
  readonly storage?: string;
}

export interface PartSource {
  /** Folder in the release's repository. */
  readonly path: string;
  /** Mends of what upstream ships broken or twice, applied to this part alone before anything else: Kustomize patches. */
  readonly patches: readonly Value[];
}
