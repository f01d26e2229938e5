import deepmerge from "deepmerge";
import type { Chart } from "../model/component.ts";
import type { FileTree } from "../model/file-tree.ts";
import type { Platform, PlatformComponent } from "../model/platform.ts";
import type { ValueMap } from "../model/value.ts";
import { printComment } from "../yaml/print-comment.ts";
import { printValue } from "../yaml/print-value.ts";
import { helmRelease, helmSource, NAME_REFERENCE } from "./flux-chart.ts";
import { chartImages } from "./images/chart-images.ts";
import type { Rendered } from "./rendered-addition.ts";

/** What a component's chart adds to its folder. */
export interface ComposedChart {
  readonly files: FileTree;
  /** Objects that install the chart, where the controller takes them from the folder. */
  readonly additions: readonly Rendered[];
  /** Files that tell Kustomize which fields name other objects. */
  readonly configurations: readonly string[];
}

/** Where the values of a chart are in the component's folder. */
const VALUES_FILE = "chart/values.yaml";

/**
 * The values file of the chart, which Argo CD's Application names; for Flux also the source, the HelmRelease and a ConfigMap of the values
 * file. Nothing for a component without a chart.
 */
export function composeChart(
  { values }: Platform,
  { component }: PlatformComponent,
  additions: readonly Rendered[],
): ComposedChart {
  const { chart } = component;
  if (chart === undefined) return { files: new Map(), additions: [], configurations: [] };
  const file = commentOn(chart) + printValue(mergedValues(additions, chartImages(chart, values.images)));
  if (values.delivery.controller !== "flux")
    return { files: new Map([[VALUES_FILE, file]]), additions: [], configurations: [] };
  const name = `${values.platform.name}-${component.name}`;
  const { namespace } = values.delivery.flux;
  const from = { name: "", place: undefined };
  return {
    files: new Map([
      [VALUES_FILE, file],
      ["chart/name-reference.yaml", printValue(NAME_REFERENCE)],
    ]),
    additions: [
      { ...from, kind: "resource", name: "chart-source", object: helmSource(chart, name, values.delivery.flux) },
      { ...from, kind: "resource", name: "chart-release", object: helmRelease(chart, name, values.delivery.flux) },
      {
        ...from,
        kind: "generator",
        field: "configMapGenerator",
        entry: { name: `${name}-values`, namespace, files: [`values.yaml=${VALUES_FILE}`] },
      },
    ],
    configurations: ["chart/name-reference.yaml"],
  };
}

/** Later layers win, over the images too; a list is replaced as a whole, and null stays: to Helm it takes the chart's own default away. */
function mergedValues(additions: readonly Rendered[], images: ValueMap): ValueMap {
  const documents = additions.flatMap((each) => (each.kind === "chart" ? [each.values] : []));
  return deepmerge.all<ValueMap>([images, ...documents], { arrayMerge: (_, later) => later });
}

function commentOn({ name, version, repository }: Chart): string {
  return printComment(
    `Values of the chart ${name} ${version} of ${repository}. Generated from the platform's values: change those, not this file.`,
  );
}
