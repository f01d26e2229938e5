import type { Catalog } from "../model/catalog.ts";
import type { Environment } from "../model/environment.ts";
import type { MergedValues } from "../model/merged-values.ts";
import type { Platform } from "../model/platform.ts";
import type { Problem } from "../model/problem.ts";
import type { Values } from "../model/values.gen.ts";

/** A statement about a platform that a schema cannot make: the problems where it does not hold, none where it does. */
export type Rule = (platform: Platform, merged: MergedValues<Values>, written: Written) => readonly Problem[];

/** Where values come from. */
export interface Written {
  readonly catalog: Catalog;
  readonly environment: Environment;
}
