/**
 * Kustomize appends ten characters to the name of a generated ConfigMap or Secret: hexadecimal digits of which 0, 1, 3, a and e are replaced
 * so that no word comes out (kustomize/api/hasher/hasher.go, `encode`).
 */
const HASH_SUFFIX = /-[2456789bcdfghkmt]{10}$/;

export function hasHash(name: string): boolean {
  return HASH_SUFFIX.test(name);
}

/** The name by which a patch or a generator addresses a generated object; any other name as it is. */
export function withoutHash(name: string): string {
  return name.replace(HASH_SUFFIX, "");
}
