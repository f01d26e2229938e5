import { withoutCredentials } from "./without-credentials.ts";

/** The host that a URL of git or HTTP leads to, or the whole text when there is none; for people to read. */
export function hostOf(url: string): string {
  if (/^file:/i.test(url)) return "this machine";
  const shown = withoutCredentials(url);
  const withScheme = /^[a-z]+:\/\/(?:[^/]*@)?([^/:]+)/i.exec(shown)?.[1];
  return withScheme ?? /^(?:[^/@]*@)?([^/:]+):/.exec(shown)?.[1] ?? shown;
}
