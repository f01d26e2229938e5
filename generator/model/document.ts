import type { Place } from "./problem.ts";
import type { Path, Value } from "./value.ts";

/** A YAML file that a person wrote: its value, and where each part of it stands. */
export interface Document {
  /** Path relative to the root, with `/`. */
  readonly file: string;
  readonly value: Value;
  /** Where the value at `path` stands; `"key"` asks for the key in front of it. The nearest parent when there is no such path. */
  readonly place: (path: Path, part?: "key" | "value") => Place;
}
