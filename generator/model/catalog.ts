import type { Component } from "./component.ts";
import type { ReleaseFacts } from "./facts.ts";
import type { Layer } from "./layer.ts";
import type { Result } from "./problem.ts";
import type { Release } from "./release.ts";
import type { ValueMap } from "./value.ts";

/** What there is to choose from: read once per run, the same for every environment. */
export interface Catalog {
  /** By name, in name order. */
  readonly components: ReadonlyMap<string, Component>;
  /** By name, oldest first. */
  readonly releases: ReadonlyMap<string, Release>;
  /** A release's recorded facts, parsed when they are asked for; every problem that asking can have is in the result. */
  readonly facts: (release: string) => Result<ReleaseFacts>;
  /** One layer per component, in name order: its defaults below `components.<name>`, and its additions. The first layers of every environment. */
  readonly defaults: readonly Layer[];
  /** `schemas/values.schema.json`, without the components' fragments. */
  readonly valuesSchema: ValueMap;
}
