/** Whether a ref is a whole commit id, of SHA-1 or of SHA-256: servers do not resolve shortened ones, and a commit never moves. */
export function isCommit(ref: string): boolean {
  return /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/.test(ref);
}
