import { planEnvironment } from "../generate.ts";
import type { Result } from "../model/problem.ts";
import type { Release } from "../model/release.ts";
import type { DeliveryValues, MirrorValues } from "../model/values.gen.ts";
import type { Selection } from "./environments.ts";

/** The releases that some environments use, by name, and the mirrors that any of them names. */
export interface ReleasesInUse {
  readonly releases: readonly Release[];
  readonly mirrors: readonly MirrorValues[];
  /** Those of environments that refer to the vendored copy. */
  readonly vendored: readonly Release[];
  /** Those of environments that have upstream's manifests in their output. */
  readonly rendered: readonly Release[];
}

/** What the environments use. Problems: everything that is wrong with them. */
export function releasesInUse({ environments, catalog }: Selection): Result<ReleasesInUse> {
  const plans = environments.map((environment) => planEnvironment(environment, catalog));
  const problems = plans.flatMap((plan) => (plan.ok ? [] : plan.problems));
  if (problems.length > 0) return { ok: false, problems };
  const platforms = plans.flatMap((plan) => (plan.ok ? [plan.value.platform] : []));
  const releasesOf = (wanted: (delivery: DeliveryValues) => boolean) =>
    byName(platforms.filter(({ values }) => wanted(values.delivery)).map(({ release }) => release));
  return {
    ok: true,
    value: {
      releases: releasesOf(() => true),
      mirrors: platforms.flatMap(({ values }) => values.delivery.mirrors ?? []),
      vendored: releasesOf(({ manifests }) => manifests === "vendored"),
      rendered: releasesOf(({ manifests }) => manifests === "rendered"),
    },
  };
}

function byName(releases: readonly Release[]): readonly Release[] {
  const unique = [...new Map(releases.map((release) => [release.name, release])).values()];
  return unique.sort((a, b) => (a.name < b.name ? -1 : 1));
}
