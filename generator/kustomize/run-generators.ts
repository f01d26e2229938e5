import { posix } from "node:path";
import { helmUnsupported } from "../problems/kustomize-transform-problems.ts";
import type { Target } from "./accumulate.ts";
import { accumulateResources } from "./accumulate-resources.ts";
import { type Accumulation, emptyAccumulation } from "./accumulator.ts";
import type { BuildContext } from "./build-context.ts";
import { absorbResource } from "./generators/absorb-resource.ts";
import { generateConfigMap, generateSecret, generatorRules } from "./generators/generate-objects.ts";
import { type Origin, pluginOrigin } from "./origin.ts";
import { generateByPlugin } from "./plugins.ts";
import { inlinePatch, readMergePatches } from "./read-patch.ts";
import { type Entry, entryAt } from "./report.ts";
import type { Resource } from "./resource.ts";
import type { Asked } from "./transformer.ts";

/** Makes every generated object and lets it be absorbed: first ConfigMaps, then Secrets, then what plugins make. */
export async function runGenerators(given: Accumulation, target: Target, context: BuildContext): Promise<Accumulation> {
  const { kustomization, root } = target;
  let { resources } = given;
  const absorb = (made: Resource | undefined, asked: Asked, origin: Origin | undefined): void => {
    if (made === undefined) return;
    const added = { ...made, addedBy: asked.entry, ...(origin === undefined ? {} : { origin }) };
    resources = absorbResource(resources, added, asked);
  };
  for (const [field, kind, generate] of [
    ["configMapGenerator", "ConfigMapGenerator", generateConfigMap],
    ["secretGenerator", "SecretGenerator", generateSecret],
  ] as const) {
    for (const { rule, entry } of generatorRules(kustomization, field)) {
      const asked = { entry, context };
      absorb(generate(rule, root, asked), asked, builtInOrigin(target, kind));
    }
  }
  if (kustomization.helmCharts.length > 0) {
    context.problems.report(helmUnsupported(), entryAt(kustomization.entry, "helmCharts"));
  }
  const entry = entryAt(kustomization.entry, "generators");
  for (const config of await pluginConfigs(target, kustomization.generators, entry, context)) {
    const asked = { entry, context };
    absorb(generateByPlugin(config, root, asked), asked, originOfPlugin(config));
  }
  return { ...given, resources };
}

/**
 * The configuration objects of plugins: each entry is their text, a file of them, or a kustomization that makes them
 * (`api/internal/target/kusttarget.go: configureExternalTransformers`).
 */
export async function pluginConfigs(
  target: Target,
  entries: readonly string[],
  entry: Entry,
  context: BuildContext,
): Promise<readonly Resource[]> {
  const inline: Resource[] = [];
  const paths: string[] = [];
  for (const written of entries) {
    const read = readMergePatches(inlinePatch(written, "the plugin written in place"), context);
    if (!read.ok) paths.push(written);
    else inline.push(...read.value.map((config) => inlineOrigin(config, target)));
  }
  if (paths.length === 0) return inline;
  const given = { ...emptyAccumulation, resources: inline };
  return (await accumulateResources(target, paths, entry, given, context)).resources;
}

function inlineOrigin(config: Resource, { origin, kustomization }: Target): Resource {
  if (origin === undefined) return config;
  const path = posix.join(origin.path ?? "", posix.basename(kustomization.entry.file));
  return { ...config, origin: { ...origin, path } };
}

/** The origin of what one of the kustomization's own fields makes or changes. */
export function builtInOrigin({ origin, kustomization }: Target, kind: string): Origin | undefined {
  if (origin === undefined) return undefined;
  const configuredIn = posix.join(origin.path ?? "", posix.basename(kustomization.entry.file));
  return pluginOrigin(origin, configuredIn, { apiVersion: "builtin", kind });
}

/** The origin of what a plugin makes or changes. */
export function originOfPlugin({ id, origin }: Resource): Origin | undefined {
  if (origin === undefined) return undefined;
  const { kind, name, namespace } = id;
  return pluginOrigin(origin, origin.path ?? "", { apiVersion: "builtin", kind, name, namespace });
}
