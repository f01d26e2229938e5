import type { MergedValues } from "../model/merged-values.ts";
import type { Platform } from "../model/platform.ts";
import type { Problem } from "../model/problem.ts";
import type { Values } from "../model/values.gen.ts";

/** A statement about a platform that a schema cannot make: the problems where it does not hold, none where it does. */
export type Rule = (platform: Platform, merged: MergedValues<Values>) => readonly Problem[];
