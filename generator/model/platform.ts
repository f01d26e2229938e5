import type { Component } from "./component.ts";
import type { Expectation, MadeSecret } from "./expectation.ts";
import type { ObjectFacts } from "./facts.ts";
import type { Addition } from "./layer.ts";
import type { Place } from "./problem.ts";
import type { Profile } from "./profile.ts";
import type { Release } from "./release.ts";
import type { Path, Value } from "./value.ts";
import type { ComponentSettings, Values } from "./values.gen.ts";

/** The resolved form of everything that was written: no optional field, nothing left to look up. */
export interface Platform {
  /** The environment's name. */
  readonly environment: string;
  readonly values: Values;
  /** Those of the values, with what all of them have. */
  readonly profiles: readonly Profile[];
  readonly release: Release;
  /** Enabled, by name; of one that is already in the cluster what Kubeflow adds to it, if anything. */
  readonly components: readonly PlatformComponent[];
  /** The release's other components, by name: what is off, and what the cluster already has. */
  readonly absent: readonly AbsentComponent[];
  /** Where the value at a path was last set: the place to name in a problem. */
  readonly locate: (path: Path) => Place | undefined;
  /** The same where a person said something about it; undefined where only the catalog's defaults do. */
  readonly locateDecision: (path: Path) => Place | undefined;
  /** Where a person changes the value at a path, also one that no layer has written: never in the catalog. */
  readonly locateSetting: (path: Path) => Place;
}

export interface PlatformComponent {
  readonly component: Component;
  readonly version: string;
  /** Its own settings, merged; see `components/<name>/values.yaml`. */
  readonly settings: ComponentSettings;
  readonly parts: readonly PlatformPart[];
  /** Its own resources and patches, then those of the layers in layer order. */
  readonly additions: readonly Addition[];
}

/** A component that is not delivered. */
export interface AbsentComponent {
  readonly component: Component;
  /** The one that the release has. */
  readonly version: string;
  /** The cluster already has it: others may need it. What Kubeflow adds to it is among the delivered components. */
  readonly existing: boolean;
  readonly settings: ComponentSettings;
  /** What its expectations file says of a cluster that has it, as a template. */
  readonly expectations: readonly Addition[];
  /** What a cluster that has it must have of it; composed, none before. */
  readonly expected: readonly Expectation[];
  readonly objects: readonly ObjectFacts[];
}

export interface PlatformPart {
  readonly name: string;
  /** Folder in the release's repository. */
  readonly path: string;
  /** What a kustomization names as its resource: a URL with a full commit. */
  readonly reference: string;
  readonly namespace: string | undefined;
  readonly patches: readonly Value[];
  readonly objects: readonly ObjectFacts[];
}

/** A component as it will be delivered: the files of its folder and the objects that they render. */
export interface ComposedComponent {
  readonly component: Component;
  readonly version: string;
  /** Relative to the component's folder: `kustomization.yaml`, `patches/x.yaml`. */
  readonly files: ReadonlyMap<string, string>;
  readonly objects: readonly ObjectFacts[];
  /** What it needs and nobody delivers: it has to be in the cluster before the environment is synced. */
  readonly expected: readonly Expectation[];
  /** The Secrets that it needs and a component makes. */
  readonly made: readonly MadeSecret[];
  /** What else it syncs after: components that only composing knows of. */
  readonly after: readonly Dependency[];
  /** Files below `secrets/` that are encrypted: they are delivered byte for byte. */
  readonly encrypted: boolean;
}

/** Why one component syncs after another. */
export interface Dependency {
  readonly on: string;
  /** One sentence each: `Certificate (cert-manager.io) is defined there`. */
  readonly reasons: readonly string[];
}

/** A component with its place in the sync order. */
export interface OrderedComponent extends ComposedComponent {
  /** Direct dependencies on delivered components, by name, those implied by others left out. */
  readonly dependencies: readonly Dependency[];
  /** The longest chain of dependencies below it: 0 for what needs nothing. */
  readonly depth: number;
}
