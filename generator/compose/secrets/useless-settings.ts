import type { Platform } from "../../model/platform.ts";
import type { Problem } from "../../model/problem.ts";
import { secretMadeOtherwise, secretOfOperator, secretUnknown } from "../../problems/secret-problems.ts";

/** The Secrets of a platform, as `namespace/name`. */
interface KnownSecrets {
  readonly expected: ReadonlySet<string>;
  /** Those that objects of the layers make. */
  readonly found: ReadonlySet<string>;
  /** Those without which External Secrets Operator does not run. */
  readonly needed: ReadonlySet<string>;
}

/**
 * A problem for each Secret that `secrets.existing` or `secrets.externalSecrets.remote` names and that no component expects, or that an object
 * makes whatever the settings say, and for each that the operator is told to fetch for itself. The provider `existing` reads neither: another environment that is extended may have said them.
 */
export function uselessSecretSettings(
  { values, locate }: Platform,
  { expected, found, needed }: KnownSecrets,
): readonly Problem[] {
  const { provider, existing, externalSecrets } = values.secrets;
  // Where nothing expects a Secret, the components that would are off.
  if (provider === "existing" || expected.size === 0) return [];
  const named = [
    ...existing.map((secret, index) => ({ secret, path: ["secrets", "existing", index], isFetched: false })),
    ...(provider === "external-secrets" ? Object.keys(externalSecrets.remote) : []).map((secret) => ({
      secret,
      path: ["secrets", "externalSecrets", "remote", secret],
      isFetched: true,
    })),
  ];
  return named.flatMap(({ secret, path, isFetched }) => {
    const place = locate(path);
    if (!expected.has(secret)) return [secretUnknown(secret, expected, place)];
    if (found.has(secret)) return [secretMadeOtherwise(secret, place)];
    return isFetched && needed.has(secret) ? [secretOfOperator(secret, place)] : [];
  });
}
