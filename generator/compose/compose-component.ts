import type { Addition } from "../model/layer.ts";
import type { ComposedComponent, Platform, PlatformComponent } from "../model/platform.ts";
import type { Problem, Result } from "../model/problem.ts";
import type { Path } from "../model/value.ts";
import { chartMissing } from "../problems/compose-problems.ts";
import { composeChart } from "./compose-chart.ts";
import { databaseExpectations } from "./database-expectations.ts";
import { expectedObjects } from "./expected-objects.ts";
import { imageEntries } from "./image-entries.ts";
import { takeInventory } from "./inventory.ts";
import { kustomizationFiles } from "./kustomization-files.ts";
import { partImages } from "./part-images.ts";
import { partReference } from "./part-reference.ts";
import { keepOnPrune, noSubstitution } from "./protection.ts";
import { classifyAll, type Rendered, renderAddition } from "./rendered-addition.ts";
import { replicaCounts } from "./replica-counts.ts";
import { rewriteAddition } from "./rewrite-addition.ts";
import { templateLocals } from "./template-locals.ts";
import type { FindObject } from "./upstream-view.ts";

/** One component's folder: its kustomization and what that names, and the objects that all of it renders. `find` knows upstream's objects. */
export function composeComponent(
  platform: Platform,
  component: PlatformComponent,
  find: FindObject,
): Result<ComposedComponent> {
  const { additions: rendered, problems } = renderAll(platform, component, find);
  const chart = composeChart(platform, component, rendered);
  const additions = [...rendered, ...chart.additions];
  const inventory = takeInventory(component, additions);
  const replicas = replicaCounts(platform, component, inventory);
  const found = [...problems, ...inventory.problems, ...(replicas.ok ? [] : replicas.problems)];
  if (found.length > 0) return { ok: false, problems: found };
  const { values } = platform;
  const kustomization = kustomizationFiles({
    title: titleOf(platform, component),
    parts: component.parts,
    reference: partReference(platform),
    partImages: (part) => partImages(part, values.images),
    additions: additions.map((addition) => rewriteAddition(addition, values.images)),
    configurations: chart.configurations,
    annotations: [
      ...keepOnPrune(values.delivery, inventory.objects),
      ...noSubstitution(values.delivery, inventory.objects),
    ],
    images: imageEntries(values.images, inventory.objects),
    labels: values.platform.labels,
    replicas: replicas.ok ? replicas.value : {},
  });
  const { objects } = inventory;
  const expected = expectedObjects(component, [...rendered, ...databaseExpectations(component)], inventory);
  // Kustomize refuses a kustomization of nothing.
  const files = new Map([...(objects.length > 0 ? kustomization : []), ...chart.files]);
  return { ok: true, value: { component: component.component, version: component.version, files, objects, expected } };
}

/** The version of a component without parts is its own, or that of its chart. */
function titleOf({ release }: Platform, { component, version, parts }: PlatformComponent): string {
  const title = `${component.title} ${version}`;
  return parts.length === 0 && component.chart !== undefined ? title : `${title} of Kubeflow ${release.name}`;
}

/** Every addition in order, then what the values add under `extra`. */
function renderAll(
  platform: Platform,
  component: PlatformComponent,
  find: FindObject,
): { additions: Rendered[]; problems: Problem[] } {
  const locals = templateLocals(platform, component, find);
  const { name } = component.component;
  const locate = (setting: string) => platform.locateSetting(writtenPath(platform, settingPath(setting, name)));
  const results = [
    ...component.additions.map((addition) => renderAddition(addition, locals, locate, fileName(component, addition))),
    ...extraAdditions(platform, component),
    ...strayChartValues(component),
  ];
  return {
    additions: results.flatMap((result) => (result.ok ? result.value : [])),
    problems: results.flatMap((result) => (result.ok ? [] : result.problems)),
  };
}

/** A setting that a component does not have itself may be the platform's of that name, which it takes: `database.tls`. */
function writtenPath({ locate }: Platform, path: Path): Path {
  const [, , ...ofPlatform] = path;
  const isTaken = ofPlatform.length > 0 && locate(path) === undefined && locate(ofPlatform) !== undefined;
  return isTaken ? ofPlatform : path;
}

/** What `refuse` names: `connectors.0` is a setting of the component itself, `values.identity.issuer` one of the whole platform. */
function settingPath(setting: string, component: string): Path {
  const [first = "", ...rest] = setting.split(".").map((step) => (/^\d+$/.test(step) ? Number(step) : step));
  return first === "values" ? rest : ["components", component, first, ...rest];
}

function extraAdditions(platform: Platform, { component, settings }: PlatformComponent) {
  const { resources = [], patches = [] } = settings.extra ?? {};
  const place = platform.locate(["components", component.name, "extra"]);
  return [
    classifyAll("resource", resources as never, { name: "extra", place }),
    classifyAll("patch", patches as never, { name: "extra", place }),
  ];
}

/** Values for a chart that the component does not have would be read by nothing. */
function strayChartValues({ component, additions }: PlatformComponent): Result<readonly Rendered[]>[] {
  if (component.chart !== undefined) return [];
  return additions
    .filter(({ kind }) => kind === "chart")
    .map(({ file }) => ({ ok: false, problems: [chartMissing(component.name, { file, line: 1, column: 1 })] }));
}

/** `limits` for the component's own file, `prod-limits` for that of another layer: two layers may use one file name. */
function fileName({ component }: PlatformComponent, { file }: Addition): string {
  const base = (file.split("/").at(-1) ?? file).replace(/\.ya?ml(\.ejs)?$/, "");
  if (file.startsWith(`${component.folder}/`)) return base;
  const layer = file.split("/").at(-4) ?? "";
  return `${layer}-${base}`;
}
