import type { Addition } from "../model/layer.ts";
import type { ComposedComponent, Platform, PlatformComponent } from "../model/platform.ts";
import type { Problem, Result } from "../model/problem.ts";
import { replicasHitNothing } from "../problems/compose-problems.ts";
import { imageOverrides } from "./image-overrides.ts";
import { type Inventory, takeInventory } from "./inventory.ts";
import { kustomizationFiles } from "./kustomization-files.ts";
import { keepOnPrune, noSubstitution } from "./protection.ts";
import { classifyAll, type Rendered, renderAddition } from "./rendered-addition.ts";
import { templateLocals } from "./template-locals.ts";

/** One component's folder: its kustomization and what that names, and the objects that all of it renders. */
export function composeComponent(platform: Platform, component: PlatformComponent): Result<ComposedComponent> {
  const { additions, problems } = renderAll(platform, component);
  const inventory = takeInventory(component, additions);
  const found = [...problems, ...inventory.problems, ...replicaProblems(platform, component, inventory)];
  if (found.length > 0) return { ok: false, problems: found };
  const { values } = platform;
  const files = kustomizationFiles({
    title: `${component.component.title} ${component.version} of Kubeflow ${platform.release.name}`,
    parts: component.parts,
    additions,
    annotations: [
      ...keepOnPrune(values.delivery, inventory.objects),
      ...noSubstitution(values.delivery, inventory.objects),
    ],
    images: imageOverrides(values.images.overrides, inventory.objects),
    labels: values.platform.labels,
    replicas: component.settings.replicas ?? {},
  });
  const { objects, expected } = inventory;
  return { ok: true, value: { component: component.component, version: component.version, files, objects, expected } };
}

/** Every addition in order, then what the values add under `extra`. */
function renderAll(platform: Platform, component: PlatformComponent): { additions: Rendered[]; problems: Problem[] } {
  const locals = templateLocals(platform, component);
  const { name } = component.component;
  // An unset setting is located where the component was turned on.
  const locate = (setting: string) =>
    platform.locate(["components", name, ...setting.split(".")]) ?? platform.locate(["components", name, "enabled"]);
  const results = [
    ...component.additions.map((addition) => renderAddition(addition, locals, locate, fileName(component, addition))),
    ...extraAdditions(platform, component),
  ];
  return {
    additions: results.flatMap((result) => (result.ok ? result.value : [])),
    problems: results.flatMap((result) => (result.ok ? [] : result.problems)),
  };
}

function extraAdditions(platform: Platform, { component, settings }: PlatformComponent) {
  const { resources = [], patches = [] } = settings.extra ?? {};
  const place = platform.locate(["components", component.name, "extra"]);
  return [
    classifyAll("resource", resources as never, { name: "extra", place }),
    classifyAll("patch", patches as never, { name: "extra", place }),
  ];
}

/** `limits` for the component's own file, `prod-limits` for that of another layer: two layers may use one file name. */
function fileName({ component }: PlatformComponent, { file }: Addition): string {
  const base = (file.split("/").at(-1) ?? file).replace(/\.ya?ml(\.ejs)?$/, "");
  if (file.startsWith(`${component.folder}/`)) return base;
  const layer = file.split("/").at(-4) ?? "";
  return `${layer}-${base}`;
}

function replicaProblems(
  platform: Platform,
  { component, settings }: PlatformComponent,
  { objects }: Inventory,
): Problem[] {
  const workloads = objects
    .filter(({ kind }) => kind === "Deployment" || kind === "StatefulSet")
    .map(({ name }) => name);
  return Object.keys(settings.replicas ?? {})
    .filter((name) => !workloads.includes(name))
    .map((name) => {
      const place = platform.locate(["components", component.name, "replicas", name]);
      return replicasHitNothing(name, component.name, workloads, place);
    });
}
