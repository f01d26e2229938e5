/**
 * A YAML value of a Kubernetes manifest, as Kustomize sees it: immutable, with the resolved tag and the source text of
 * every scalar kept, because both decide what is printed. A change makes new nodes along its path and shares the rest,
 * so `before === after` tells that nothing changed.
 */
export type Node = ScalarNode | MappingNode | SequenceNode;

/** How a scalar resolved when it was read; `none` is a value written by a transformer, resolved again from its text. */
export type Tag = "str" | "int" | "float" | "bool" | "null" | "timestamp" | "binary" | "other" | "none";

export interface ScalarNode {
  readonly kind: "scalar";
  readonly tag: Tag;
  /** The text after unescaping and folding: `0x10` stays `0x10`. */
  readonly text: string;
  /**
   * Set when the source wrote the scalar in quotes or as a block (`|`, `>`). Kustomize keeps that style when it writes
   * another value in its place, so that `5` written over `"8080"` prints `"5"`; and only a plain `yes` is a YAML 1.1 boolean.
   * Also set on the null of an empty place in a flow collection (`{a: }`), which Kustomize prints as `""`.
   */
  readonly quoted?: true;
}

export interface MappingNode {
  readonly kind: "mapping";
  /** In source order; a duplicate key is kept, because Kustomize notices it only when it prints. */
  readonly entries: readonly Entry[];
}

export interface Entry {
  readonly key: ScalarNode;
  readonly value: Node;
}

export interface SequenceNode {
  readonly kind: "sequence";
  readonly items: readonly Node[];
}
