import type { FileTree } from "../model/file-tree.ts";
import type { OrderedComponent, Platform } from "../model/platform.ts";
import type { Result } from "../model/problem.ts";
import type { Upstream } from "../model/upstream.ts";
import { type AddedEntries, renderedFolder } from "./rendered-folder.ts";

/**
 * The components with the folders that `delivery.manifests` asks for: as they are composed, or with every object that their
 * kustomization builds in a file of its own. Which objects are applied, and in which order, is the same. Problems: whatever keeps
 * upstream's manifests from being read or built.
 */
export async function renderComponents(
  platform: Platform,
  components: readonly OrderedComponent[],
  upstream: Upstream,
): Promise<Result<readonly OrderedComponent[]>> {
  const { manifests } = platform.values.delivery;
  if (manifests === "vendored") {
    const problems = upstream.checkVendored(platform);
    return problems.length > 0 ? { ok: false, problems } : { ok: true, value: components };
  }
  if (manifests !== "rendered") return { ok: true, value: components };
  const rendered = await Promise.all(components.map((component) => renderComponent(platform, component, upstream)));
  const problems = rendered.flatMap((result) => (result.ok ? [] : result.problems));
  if (problems.length > 0) return { ok: false, problems };
  return { ok: true, value: rendered.flatMap((result) => (result.ok ? [result.value] : [])) };
}

async function renderComponent(
  platform: Platform,
  composed: OrderedComponent,
  upstream: Upstream,
): Promise<Result<OrderedComponent>> {
  const { component, files, objects } = composed;
  // Only a chart: there is no kustomization.
  if (objects.length === 0) return { ok: true, value: composed };
  const built = await upstream.build(platform, component.name, files);
  if (!built.ok) return built;
  const folder = renderedFolder(commentOf(files), built.value, encryptedSecrets(files));
  return { ok: true, value: { ...composed, files: new Map([...folder, ...untouched(files)]) } };
}

/** The line at the top of the composed kustomization, which says what the folder is. */
function commentOf(files: FileTree): string {
  return /^#.*\n/.exec(files.get("kustomization.yaml") ?? "")?.[0] ?? "";
}

/** Encrypted Secrets are no part of the build: a text that it printed could not be verified. Flux reads them, for Argo CD KSOPS does. */
function encryptedSecrets(files: FileTree): AddedEntries {
  if (files.has("ksops.yaml")) return { resources: [], generators: ["ksops.yaml"] };
  return { resources: [...files.keys()].filter((path) => path.startsWith("secrets/")), generators: [] };
}

/** What no build changes: values that Argo CD reads from the folder, and encrypted Secrets. */
function untouched(files: FileTree): readonly [string, string][] {
  return [...files].filter(([path]) => /^(chart\/values\.yaml|ksops\.yaml|secrets\/.*)$/.test(path));
}
