import { parseAllDocuments } from "yaml";
import { deliverPlatform } from "../../generator/deliver/deliver-platform.ts";
import type { Plan } from "../../generator/generate.ts";

/** Whether a controller applies one component only after another is ready; read from the objects that it gets. */
export type SyncsAfter = (component: string, on: string) => boolean;

// biome-ignore lint/suspicious/noExplicitAny: delivered objects are read here as their controller reads them
type Anything = any;

/** Argo CD syncs an Application once those of all lower waves are healthy. */
export function argocdOrder(plan: Plan): SyncsAfter {
  const waves = new Map<string, number>();
  for (const object of delivered(plan, "argocd")) {
    const wave = object.metadata.annotations?.["argocd.argoproj.io/sync-wave"];
    if (object.kind === "Application" && wave !== undefined) waves.set(componentOf(pathOf(object.spec)), Number(wave));
  }
  return (component, on) => known(waves, component) > known(waves, on);
}

/** Flux applies a Kustomization once all that it depends on, and all that those depend on, are ready. */
export function fluxOrder(plan: Plan): SyncsAfter {
  const kustomizations = delivered(plan, "flux").filter(({ kind }) => kind === "Kustomization");
  const components = new Map<string, string>(
    kustomizations.map(({ metadata, spec }) => [metadata.name, componentOf(spec.path)]),
  );
  const direct = new Map<string, string[]>(
    kustomizations.map(({ metadata, spec }) => [
      known(components, metadata.name),
      (spec.dependsOn ?? []).map(({ name }: Anything) => known(components, name)),
    ]),
  );
  const after = (component: string, on: string): boolean =>
    known(direct, component).some((each) => each === on || after(each, on));
  return after;
}

/** The objects below sync/ with either controller, as values. */
export function delivered(plan: Plan, controller: "argocd" | "flux"): Anything[] {
  const { values } = plan.platform;
  const platform = { ...plan.platform, values: { ...values, delivery: { ...values.delivery, controller } } };
  const files = [...deliverPlatform(platform, plan.components)].filter(([path]) => path.startsWith("sync/"));
  return files.flatMap(([, text]) => [...parseAllDocuments(text)].map((document) => document.toJS()));
}

/** The folder in the repository; a chart is a source beside it. */
function pathOf({ source, sources = [source] }: Anything): string {
  return sources.find(({ path }: Anything) => path !== undefined).path;
}

/** `clusters/prod/components/katib` is katib's. */
function componentOf(path: string): string {
  return path.split("/").at(-1) ?? path;
}

function known<T>(map: ReadonlyMap<string, T>, key: string): T {
  const value = map.get(key);
  if (value === undefined) throw new Error(`${key} is not delivered; there are ${[...map.keys()].join(", ")}`);
  return value;
}
