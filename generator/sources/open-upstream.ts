import { existsSync, realpathSync } from "node:fs";
import { join } from "node:path";
import { diskFileSystem, fileSystemWithFolder } from "../kustomize/file-system.ts";
import { buildText } from "../kustomize/remembered-build.ts";
import type { RemoteSource } from "../kustomize/sources/remote-source.ts";
import type { FileTree } from "../model/file-tree.ts";
import type { Platform } from "../model/platform.ts";
import type { Problem, Result } from "../model/problem.ts";
import type { Release } from "../model/release.ts";
import { VENDOR, vendorFolder } from "../model/sources-lock.ts";
import type { Upstream } from "../model/upstream.ts";
import { vendorMissing } from "../problems/lock-problems.ts";
import { diskCache } from "../yaml/disk-cache.ts";
import { createManifestReader } from "../yaml/manifest-reader.ts";
import { buildMemory } from "./build-memory.ts";
import { lockedSource, mirroredSource } from "./locked-source.ts";
import { probingSource } from "./probing-source.ts";
import { readLock } from "./read-lock.ts";
import { renderedObjects } from "./rendered-objects.ts";
import { verifyRelease } from "./vendored-tree.ts";

/**
 * Upstream for the environments of a root: what is locked there, from its vendored copy if the root has one, else from the cache, fetched
 * where it is in neither.
 */
export function openUpstream(root: string, cache: string): Upstream {
  const remote = probingSource(cache);
  const reader = createManifestReader(diskCache(join(cache, "manifests")));
  const memory = buildMemory(cache);
  const once = new Map<string, Promise<Result<RemoteSource>>>();
  /** What is read for a platform; verified once, however many components ask. */
  const sourceFor = (platform: Platform): Promise<Result<RemoteSource>> => {
    const { mirrors = [] } = platform.values.delivery;
    const question = JSON.stringify([platform.release.name, mirrors]);
    const asked = once.get(question) ?? openSource(root, platform, mirroredSource(remote, mirrors));
    once.set(question, asked);
    return asked;
  };
  return {
    checkVendored: (platform) => missingFolders(root, platform),
    async build(platform, component, files) {
      const source = await sourceFor(platform);
      if (!source.ok) return source;
      const folder = join(realpathSync(root), "clusters", platform.environment, "components", component);
      const built = await buildText(folder, {
        fileSystem: fileSystemWithFolder(diskFileSystem(), folder, namingVendored(root, platform, files)),
        remote: source.value,
        loadRestrictions: "rootOnly",
        reader,
        memory,
      });
      return built.ok ? { ok: true, value: renderedObjects(built.value) } : built;
    },
  };
}

async function openSource(root: string, { release }: Platform, source: RemoteSource): Promise<Result<RemoteSource>> {
  const lock = readLock(root);
  if (!lock.ok) return lock;
  const problems = isVendored(root, release) ? await verifyRelease(root, release, lock.value) : [];
  return problems.length > 0 ? { ok: false, problems } : { ok: true, value: lockedSource(source, lock.value) };
}

function isVendored(root: string, { source }: Release): boolean {
  return existsSync(join(root, VENDOR, vendorFolder(source.url, source.commit)));
}

/** The files with the vendored copy in the place of the URLs, where there is one. */
function namingVendored(root: string, platform: Platform, files: FileTree): FileTree {
  const { release, components } = platform;
  if (!isVendored(root, release)) return files;
  const source = `${VENDOR}/${vendorFolder(release.source.url, release.source.commit)}`;
  const parts = components.flatMap((component) => component.parts);
  return new Map(
    [...files].map(([path, text]): [string, string] => {
      if (!path.endsWith("kustomization.yaml")) return [path, text];
      const up = "../".repeat(3 + path.split("/").length);
      const local = parts.reduce(
        (changed, part) => changed.replaceAll(part.reference, `${up}${source}/${part.path}`),
        text,
      );
      return [path, local];
    }),
  );
}

/** The upstream paths that the platform's components name and the vendored copy does not have. */
function missingFolders(root: string, { release, components }: Platform): readonly Problem[] {
  const source = `${VENDOR}/${vendorFolder(release.source.url, release.source.commit)}`;
  if (!existsSync(join(root, source))) return [vendorMissing(source, release.name)];
  const paths = components.flatMap(({ parts }) => parts.map(({ path }) => `${source}/${path}`));
  return paths.filter((path) => !existsSync(join(root, path))).map((path) => vendorMissing(path, release.name));
}
