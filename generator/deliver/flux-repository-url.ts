const SSH_SHORTHAND = /^([^/@:]+)@([^/:]+):(.+)$/;

/** The repository's URL as Flux takes it, which does not know git's `user@host:path`: `ssh://user@host/path`. Other URLs stay. */
export function fluxRepositoryUrl(url: string): string {
  return url.replace(SSH_SHORTHAND, (_, user: string, host: string, path: string) => {
    return `ssh://${user}@${host}/${path.replace(/^\/+/, "")}`;
  });
}
