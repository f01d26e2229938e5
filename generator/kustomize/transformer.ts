import type { BuildContext } from "./build-context.ts";
import type { Kustomization } from "./kustomization.ts";
import type { KustomizationRoot } from "./kustomization-root.ts";
import type { Entry } from "./report.ts";
import type { Resource } from "./resource.ts";
import type { TransformerConfig } from "./transformer-config.ts";

/** One step that changes resources. It reports what it cannot do and goes on. */
export interface Transformer {
  /** Kustomize's name for it, which transformation annotations show. */
  readonly kind: string;
  readonly transform: (resources: readonly Resource[]) => readonly Resource[];
}

/** What a transformer is made from: a kustomization, where it lies, and the field specs in force. */
export interface TransformerStep {
  readonly kustomization: Kustomization;
  readonly root: KustomizationRoot;
  readonly config: TransformerConfig;
  readonly context: BuildContext;
}

/** Makes the transformers that a kustomization asks for by one of its fields: none, one, or one for each entry. */
export type TransformerFactory = (step: TransformerStep) => readonly Transformer[];

/** A maker's way to say which entry of which file asked for what it makes. */
export interface Asked {
  readonly entry: Entry;
  readonly context: BuildContext;
}
