import { join, resolve } from "node:path";
import { buildKustomization } from "../../kustomize/build.ts";
import { diskFileSystem } from "../../kustomize/file-system.ts";
import { buildText } from "../../kustomize/remembered-build.ts";
import { remoteSource } from "../../kustomize/sources/remote-source.ts";
import { buildMemory } from "../../sources/build-memory.ts";
import { cacheFolder } from "../../sources/cache-folder.ts";
import { diskCache } from "../../yaml/disk-cache.ts";
import { createManifestReader } from "../../yaml/manifest-reader.ts";
import { toValue } from "../../yaml/node-value.ts";
import { refuse } from "../refuse.ts";
import { EXIT, type OutputFormat, type Terminal } from "../terminal.ts";

export interface BuildOptions {
  /** A kustomization folder or the URL of one. */
  readonly target: string;
  readonly output: OutputFormat;
  readonly quiet?: boolean;
  readonly loadRestrictor: keyof typeof RESTRICTIONS;
  /** Where fetched sources are kept. */
  readonly cache?: string;
}

/** The flag's values here and in `kustomize build`. */
export const RESTRICTIONS = {
  rootOnly: "rootOnly",
  none: "none",
  LoadRestrictionsRootOnly: "rootOnly",
  LoadRestrictionsNone: "none",
} as const;

/**
 * Prints what a kustomization folder renders to, as `kustomize build` does; as JSON the list of its objects. Nothing is
 * printed unless everything was built.
 */
export async function buildCommand(options: BuildOptions, terminal: Terminal): Promise<number> {
  const cache = cacheFolder(options.cache);
  const target = options.target.includes("://") ? options.target : resolve(terminal.cwd, options.target);
  const engine = {
    fileSystem: diskFileSystem(),
    remote: remoteSource(cache),
    loadRestrictions: RESTRICTIONS[options.loadRestrictor],
    reader: createManifestReader(diskCache(join(cache, "manifests"))),
    warn: (message: string) => options.quiet !== true && terminal.stderr.write(`warning: ${message}\n`),
  };
  if (options.output === "json") {
    const built = await buildKustomization(target, engine);
    if (!built.ok) return refuse(built.problems, options, terminal);
    const objects = built.value.map(({ body }) => toValue(body.node));
    terminal.stdout.write(`${JSON.stringify({ objects }, undefined, 2)}\n`);
    return EXIT.done;
  }
  const text = await buildText(target, { ...engine, memory: buildMemory(cache) });
  if (!text.ok) return refuse(text.problems, options, terminal);
  terminal.stdout.write(text.value);
  return EXIT.done;
}
