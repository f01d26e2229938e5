/** Tells whether an entry is GET as a file before it is tried as a repository (`api/internal/loader/fileloader.go:IsRemoteFile`). */
export function isRemoteFile(entry: string): boolean {
  return /^https?:\/\//i.test(entry);
}

/**
 * Tells whether an HTTP URL is a repository rather than a file, by the marks that only repository URLs carry. Kustomize GETs a
 * whole page before it clones; such a URL can be tried as a repository first, and as a file only when that fails.
 */
export function looksLikeRepository(url: string): boolean {
  const [location = "", query = ""] = url.split("?", 2);
  if (/\.(?:ya?ml|json)$/i.test(location)) return false;
  return /(?:^|&)(?:ref|version|timeout|submodules)=/.test(query) || /[^:]\/\/|\.git(?:\/|$)|_git\//.test(location);
}
