import type { Chart, Component } from "../model/component.ts";
import type { OrderedComponent, Platform } from "../model/platform.ts";
import type { ValueMap } from "../model/value.ts";
import { chartRepository } from "./app-projects.ts";
import { repositoryPath } from "./delivered-name.ts";

/** The name by which the chart's source refers to the repository with its values. */
const VALUES = "values";

/** A folder of the environment's output as a source. */
export function folderSource(platform: Platform, path: string): ValueMap {
  return { ...repositorySource(platform), path: repositoryPath(platform, path) };
}

/**
 * Where a component comes from: `source`, its folder; with a chart `sources`, which are the chart, the repository with the chart's values, and
 * the folder if the component has objects of its own (argo-cd docs/user-guide/multiple_sources.md).
 */
export function applicationSources(platform: Platform, { component, objects }: OrderedComponent): ValueMap {
  const folder = folderSource(platform, `components/${component.name}`);
  if (component.chart === undefined) return { source: folder };
  return {
    sources: [
      chartSource(component.chart, repositoryPath(platform, `components/${component.name}/chart/values.yaml`)),
      // A source that is referred to has no path here: it would be rendered too.
      { ...repositorySource(platform), ref: VALUES },
      ...(objects.length > 0 ? [folder] : []),
    ],
  };
}

function chartSource(chart: Chart, values: string): ValueMap {
  return {
    repoURL: chartRepository(chart),
    chart: chart.name,
    targetRevision: chart.version,
    helm: { releaseName: chart.release, valueFiles: [`$${VALUES}/${values}`] },
  };
}

function repositorySource(platform: Platform): ValueMap {
  const { url, revision } = platform.values.delivery.repository;
  return { repoURL: url, targetRevision: revision };
}

/**
 * The path of `manifest-generate-paths`, relative to that of the source. The repository with a chart's values has no path: from there, and so
 * from every source, the component's folder is an absolute path.
 */
export function refreshPath(platform: Platform, { name, chart }: Component): string {
  return chart === undefined ? "." : `/${repositoryPath(platform, `components/${name}`)}`;
}
