import type { BuildContext } from "./build-context.ts";
import type { Kustomization } from "./kustomization.ts";

/** Fetches the files that a kustomization names by URL, so that everything after it can read without waiting. */
export async function downloadFiles(kustomization: Kustomization, context: BuildContext): Promise<void> {
  const { remote, downloads } = context;
  if (remote === undefined) return;
  const urls = new Set(fileNames(kustomization).filter((name) => /^https?:\/\//.test(name) && !downloads.has(name)));
  await Promise.all([...urls].map(async (url) => downloads.set(url, await remote.file(url))));
}

/** Every place where a file may be named, except `resources`, which may also name repositories. */
function fileNames(kustomization: Kustomization): readonly string[] {
  const { patches, patchesJson6902, patchesStrategicMerge, replacements, configurations, crds, openapi } =
    kustomization;
  const generators = [...kustomization.configMapGenerator, ...kustomization.secretGenerator];
  return [
    ...[...patches, ...patchesJson6902, ...replacements].map(({ path = "" }) => path),
    ...patchesStrategicMerge,
    ...configurations,
    ...crds,
    openapi.path ?? "",
    ...generators.flatMap(({ envs = [], files = [] }) => [
      ...envs,
      ...files.map((file) => file.replace(/^[^=]*=/, "")),
    ]),
  ];
}
