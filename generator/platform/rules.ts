import type { MergedValues } from "../model/merged-values.ts";
import type { Platform } from "../model/platform.ts";
import type { Problem } from "../model/problem.ts";
import type { Values } from "../model/values.gen.ts";
import { eksIssuerIsGiven } from "./rules/eks-issuer-is-given.ts";
import { oneProviderPerCapability } from "./rules/one-provider-per-capability.ts";
import { redirectHasTls } from "./rules/redirect-has-tls.ts";
import { settingsAreInRelease } from "./rules/settings-are-in-release.ts";

/** A statement about a platform that a schema cannot make: the problems where it does not hold, none where it does. */
export type Rule = (platform: Platform, merged: MergedValues<Values>) => readonly Problem[];

/** Every cross-field rule. Adding one is a file in rules/ and a line here. */
export const rules: readonly Rule[] = [
  oneProviderPerCapability,
  redirectHasTls,
  eksIssuerIsGiven,
  settingsAreInRelease,
];
