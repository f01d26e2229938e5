import type { Layer } from "./layer.ts";
import type { Place } from "./problem.ts";
import type { Path, Value, ValueMap } from "./value.ts";

/** All layers' values as one, and where each of them was written. */
export interface MergedValues<V = ValueMap> {
  readonly value: V;
  /**
   * Every layer that had a say at `path`, in layer order: the last one made the value. A layer that removed or replaced
   * something above `path` is among them, with what it wrote there. None: no layer mentions the path.
   */
  readonly origins: (path: Path) => readonly Origin[];
  /** Where the value at `path` was written last; `"key"` asks for the key in front of it. The nearest parent's place where the path does not exist. */
  readonly place: (path: Path, part?: "key" | "value") => Place;
}

/** One layer's say about a value. */
export interface Origin {
  /** The layer's folder: `overlays/gke`. */
  readonly layer: string;
  readonly kind: Layer["kind"];
  /** The layer's place among all: what a later one says wins. */
  readonly order: number;
  readonly place: Place;
  /** As written there; `null` is a removal. */
  readonly value: Value;
}

/** What a person said last about the value at `path`; undefined where only the catalog's defaults say something. */
export function saidBeyondDefaults<V>({ origins }: MergedValues<V>, path: Path): Origin | undefined {
  return origins(path).findLast(({ kind }) => kind !== "component" && kind !== "default");
}
