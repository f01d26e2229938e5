import type { FileTree } from "./file-tree.ts";
import type { Platform } from "./platform.ts";
import type { Problem, Result } from "./problem.ts";

/** An object as the build engine prints it. */
export interface RenderedObject {
  /** `""` for the core group. */
  readonly group: string;
  readonly kind: string;
  /** `""` for cluster-scoped kinds and where none is written. */
  readonly namespace: string;
  readonly name: string;
  /** YAML, with a line break at the end. */
  readonly text: string;
}

/** Upstream's manifests, for the output that has them in it. */
export interface Upstream {
  /** What keeps a platform from referring to the vendored copy of its release. */
  readonly checkVendored: (platform: Platform) => readonly Problem[];
  /** Builds the files of one component's folder together with the upstream bases that they name; the objects in the order of the build. */
  readonly build: (
    platform: Platform,
    component: string,
    files: FileTree,
  ) => Promise<Result<readonly RenderedObject[]>>;
}
