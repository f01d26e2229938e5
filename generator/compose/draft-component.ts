import type { Expectation } from "../model/expectation.ts";
import type { Addition } from "../model/layer.ts";
import type { Platform, PlatformComponent } from "../model/platform.ts";
import type { Problem, Result } from "../model/problem.ts";
import type { Path } from "../model/value.ts";
import { chartMissing } from "../problems/compose-problems.ts";
import { type ComposedChart, composeChart } from "./compose-chart.ts";
import { databaseExpectations } from "./database-expectations.ts";
import { expectedObjects } from "./expected-objects.ts";
import { rewriteAddition } from "./images/rewrite-addition.ts";
import { followAdditions, type Inventory, startInventory } from "./inventory.ts";
import { plainCredentialProblems } from "./plain-credentials.ts";
import { classifyAll, type Rendered, renderAddition } from "./rendered-addition.ts";
import { replaceObjects } from "./replaced-objects.ts";
import { splitAtLayers } from "./split-at-layers.ts";
import { templateLocals } from "./templates/template-locals.ts";
import type { FindObject } from "./templates/upstream-view.ts";
import { chosenNetworkPolicies } from "./workloads/network-policies.ts";
import { replicaCounts, unchangedCounts, withReplicas } from "./workloads/replica-counts.ts";

/** A component with everything that was written for it, before what the values say of its workloads is added. */
export interface DraftComponent {
  readonly component: PlatformComponent;
  /** In the order in which they are applied, with images as the values want them. */
  readonly additions: readonly Rendered[];
  readonly chart: ComposedChart;
  readonly inventory: Inventory;
  /** By workload name; of those that no layer's patch scales otherwise. */
  readonly replicas: Readonly<Record<string, number>>;
  /** What it needs and does not deliver itself. */
  readonly expected: readonly Expectation[];
}

/** Fills in a component's templates and follows their patches. `find` knows upstream's objects. */
export function draftComponent(
  platform: Platform,
  component: PlatformComponent,
  find: FindObject,
): Result<DraftComponent> {
  const written = renderAll(platform, component, find);
  const { component: changed, additions: rendered, removed } = replaceObjects(component, written.additions);
  const chart = composeChart(platform, component, rendered);
  const additions = chosenNetworkPolicies(platform, changed, [...rendered, ...chart.additions]);
  const [own, ofLayers] = splitAtLayers(changed, additions);
  const unscaled = followAdditions(changed, startInventory(changed, additions), own);
  const counts = replicaCounts(platform, component, unscaled);
  const scaled = counts.ok ? withReplicas(unscaled, counts.value) : unscaled;
  const inventory = followAdditions(changed, scaled, ofLayers);
  const stated = [...rendered, ...databaseExpectations(platform, component)];
  const expected = expectedObjects(component, stated, [...removed, ...inventory.removed], inventory);
  const found = [
    ...written.problems,
    ...inventory.problems,
    ...(counts.ok ? [] : counts.problems),
    ...(expected.ok ? [] : expected.problems),
    // What a template that failed would have taken out is still there.
    ...(written.problems.length > 0 ? [] : plainCredentialProblems(platform, component, rendered, inventory)),
  ];
  if (found.length > 0) return { ok: false, problems: found };
  return {
    ok: true,
    value: {
      component: changed,
      additions: additions.map((addition) => rewriteAddition(addition, platform.values.images)),
      chart,
      inventory,
      replicas: counts.ok ? unchangedCounts(counts.value, inventory) : {},
      expected: expected.ok ? expected.value : [],
    },
  };
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
