import type { Layer } from "./layer.ts";
import type { Place } from "./problem.ts";

/** `environments/<name>` with all that it is built on. */
export interface Environment {
  readonly name: string;
  /** The environments that it extends and itself, parent first. */
  readonly chain: readonly string[];
  /** Names of the overlays in use, in layer order. */
  readonly overlays: readonly string[];
  /** Base, overlays, then the chain: later wins. The components' defaults come before them and are the catalog's. */
  readonly layers: readonly Layer[];
  /** Its environment.yaml. */
  readonly place: Place;
}
