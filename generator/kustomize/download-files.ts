import type { BuildContext } from "./build-context.ts";
import type { Kustomization } from "./kustomization.ts";
import { fileOfEntry, namedFiles } from "./named-files.ts";

/** Fetches the files that a kustomization names by URL, so that everything after it can read without waiting. */
export async function downloadFiles(kustomization: Kustomization, context: BuildContext): Promise<void> {
  const { remote, downloads } = context;
  if (remote === undefined) return;
  const names = namedFiles(kustomization).map(fileOfEntry);
  const urls = new Set(names.filter((name) => /^https?:\/\//.test(name) && !downloads.has(name)));
  await Promise.all([...urls].map(async (url) => downloads.set(url, await remote.file(url))));
}
