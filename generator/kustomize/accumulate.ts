import { configurationConflict } from "../problems/kustomize-problems.ts";
import { validatorChanged } from "../problems/kustomize-transform-problems.ts";
import { accumulateComponents, accumulateResources } from "./accumulate-resources.ts";
import type { Accumulation } from "./accumulator.ts";
import type { BuildContext } from "./build-context.ts";
import { loadCrdFieldSpecs } from "./crd-field-specs.ts";
import type { Kustomization } from "./kustomization.ts";
import type { KustomizationRoot } from "./kustomization-root.ts";
import { loadConfigurations } from "./load-configurations.ts";
import type { Origin } from "./origin.ts";
import { pluginTransformer } from "./plugins.ts";
import { entryAt } from "./report.ts";
import { isEmptyObject, type Resource, withNewAnnotations } from "./resource.ts";
import { builtInOrigin, originOfPlugin, pluginConfigs, runGenerators } from "./run-generators.ts";
import type { Transformer } from "./transformer.ts";
import { mergeConfigs } from "./transformer-config.ts";
import { builtInTransformers } from "./transformers/built-in-transformers.ts";
import { markVariables, mergeVariables } from "./variables.ts";

/** One kustomization on its way: where it lies, what it says, and how the build's root refers to it. */
export interface Target {
  readonly root: KustomizationRoot;
  readonly kustomization: Kustomization;
  /** Set when origins are kept. */
  readonly origin?: Origin;
}

/**
 * Everything that a kustomization makes of its resources and of what it was given: nothing, or as a component what its
 * parent has gathered (`api/internal/target/kusttarget.go: accumulateTarget`). Stops at the first step with a problem.
 */
export async function accumulate(target: Target, given: Accumulation, context: BuildContext): Promise<Accumulation> {
  const { kustomization } = target;
  const steps: readonly ((gathered: Accumulation) => Accumulation | Promise<Accumulation>)[] = [
    (gathered) => {
      const entry = entryAt(kustomization.entry, "resources");
      return accumulateResources(target, kustomization.resources, entry, gathered, context);
    },
    (gathered) => addFieldSpecs(gathered, target, context),
    (gathered) => runGenerators(gathered, target, context),
    (gathered) => accumulateComponents(target, gathered, context),
    (gathered) => runTransformers(gathered, target, context),
    (gathered) => runValidators(gathered, target, context),
    (gathered) => addVariables(gathered, target, context),
  ];
  let gathered = given;
  for (const step of steps) {
    gathered = await step(gathered);
    if (context.problems.any) break;
  }
  return gathered;
}

function addFieldSpecs(given: Accumulation, { kustomization, root }: Target, context: BuildContext): Accumulation {
  const fail = (reason: string): void =>
    context.problems.report(configurationConflict(reason), entryAt(kustomization.entry, "configurations"));
  const own = loadConfigurations(kustomization, root, context);
  const configured = mergeConfigs(given.config, own, fail);
  if (kustomization.crds.length === 0) return { ...given, config: configured };
  return { ...given, config: mergeConfigs(configured, loadCrdFieldSpecs(kustomization, root, context), fail) };
}

/** The kustomization's own fields in their fixed order, then the plugins of `transformers`. */
async function runTransformers(given: Accumulation, target: Target, context: BuildContext): Promise<Accumulation> {
  const { kustomization, root } = target;
  const { problems } = context;
  const step = { kustomization, root, config: given.config, context };
  const transformers = builtInTransformers
    .flatMap((factory) => factory(step))
    .map((transformer) => ({ transformer, origin: builtInOrigin(target, transformer.kind) }));
  if (problems.any) return given;
  const plugins = await transformersOf(target, "transformers", context);
  let { resources } = given;
  for (const { transformer, origin } of [...transformers, ...plugins]) {
    if (problems.any) break;
    resources = transformer.transform(resources).filter(isThere);
    if (origin !== undefined) resources = resources.map((resource) => withTransformation(resource, origin));
  }
  return { ...given, resources };
}

function isThere({ body }: Resource): boolean {
  return !isEmptyObject(body.node);
}

/** An object that has no origin yet was made by the transformer. Kustomize writes all annotations anew to note it. */
function withTransformation(resource: Resource, origin: Origin): Resource {
  const noted = { ...resource, body: { node: withNewAnnotations(resource.body.node) } };
  if (resource.origin === undefined) return { ...noted, origin };
  return { ...noted, transformations: [...resource.transformations, origin] };
}

async function transformersOf(
  target: Target,
  field: "transformers" | "validators",
  context: BuildContext,
): Promise<readonly { transformer: Transformer; origin: Origin | undefined }[]> {
  const { kustomization, root } = target;
  const entry = entryAt(kustomization.entry, field);
  const configs = await pluginConfigs(target, kustomization[field], entry, context);
  return configs.flatMap((config) => {
    const transformer = pluginTransformer(config, root, { entry, context });
    return transformer === undefined ? [] : [{ transformer, origin: originOfPlugin(config) }];
  });
}

/** Validators are transformers that must not change anything. */
async function runValidators(given: Accumulation, target: Target, context: BuildContext): Promise<Accumulation> {
  const { problems } = context;
  for (const { transformer } of await transformersOf(target, "validators", context)) {
    if (problems.any) break;
    const validated = transformer.transform(given.resources);
    const same =
      validated.length === given.resources.length && validated.every((one, index) => one === given.resources[index]);
    if (!same) problems.report(validatorChanged(transformer.kind), entryAt(target.kustomization.entry, "validators"));
  }
  return given;
}

function addVariables(given: Accumulation, { kustomization }: Target, context: BuildContext): Accumulation {
  if (kustomization.vars.length === 0) return given;
  const { resources, variables } = markVariables(given.resources, kustomization, context);
  return { ...given, resources, variables: mergeVariables(given.variables, variables, context) };
}
