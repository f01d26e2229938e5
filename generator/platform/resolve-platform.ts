import type { Catalog } from "../model/catalog.ts";
import type { Chart, Component } from "../model/component.ts";
import { unmetValue } from "../model/condition.ts";
import type { ComponentDatabase } from "../model/database.ts";
import type { Environment } from "../model/environment.ts";
import type { ReleaseFacts } from "../model/facts.ts";
import { type MergedValues, saidBeyondDefaults } from "../model/merged-values.ts";
import { mirrored } from "../model/mirrors.ts";
import type { AbsentComponent, Platform, PlatformComponent } from "../model/platform.ts";
import type { Problem, Result } from "../model/problem.ts";
import type { Release } from "../model/release.ts";
import type { ComponentSettings, Values } from "../model/values.gen.ts";
import { componentNotInRelease, componentOfNoUse, unknownRelease } from "../problems/platform-problems.ts";
import { serverCapability, withDatabases, writtenDatabase } from "./component-databases.ts";
import { locateSetting } from "./locate-setting.ts";
import { settingsNotIn, withoutSettings } from "./release-settings.ts";
import { type PartContext, resolvePart } from "./resolve-part.ts";
import { resolveProfiles } from "./resolve-profiles.ts";
import { rules } from "./rules.ts";

/**
 * Resolves what was written into what will be delivered: the release, the components that are on, the upstream path of each
 * of their parts and the objects that it renders. Problems: an unknown release, a component or a variant that the release
 * does not have, and whatever the cross-field rules find.
 */
export function resolvePlatform(
  environment: Environment,
  merged: MergedValues<Values>,
  catalog: Catalog,
): Result<Platform> {
  const { release: name } = merged.value.platform;
  const release = catalog.releases.get(name);
  if (release === undefined) {
    const place = merged.place(["platform", "release"]);
    return { ok: false, problems: [unknownRelease(name, [...catalog.releases.keys()], place)] };
  }
  const facts = catalog.facts(release.name);
  if (!facts.ok) return facts;

  const known = [...catalog.components.values()];
  const values = withDatabases(withoutSettings(merged.value, settingsNotIn(release.name, known)), known);
  const resolution: Resolution = { environment, merged, values, catalog, release, facts: facts.value };
  const components = [...catalog.components.values()].filter((component) => isDelivered(component, resolution));
  const delivered = components.map((component) => resolveComponent(component, resolution));
  const platform: Platform = {
    environment: environment.name,
    values,
    profiles: resolveProfiles(values),
    release,
    components: [
      ...delivered.flatMap((result) => (result.ok ? [result.value] : [])),
      ...[...catalog.components.values()].flatMap((component) => additionsToExisting(component, resolution)),
    ].sort((a, b) => (a.component.name < b.component.name ? -1 : 1)),
    absent: absentComponents(resolution, components),
    locate: (path) => (merged.origins(path).length > 0 ? merged.place(path) : undefined),
    locateDecision: (path) => (saidBeyondDefaults(merged, path) === undefined ? undefined : merged.place(path)),
    locateSetting: (path) => locateSetting(environment, merged, path),
  };
  const problems = [
    ...delivered.flatMap((result) => (result.ok ? [] : result.problems)),
    ...rules.flatMap((rule) => rule(platform, merged, { catalog, environment })),
  ];
  return problems.length > 0 ? { ok: false, problems } : { ok: true, value: platform };
}

interface Resolution {
  readonly environment: Environment;
  readonly merged: MergedValues<Values>;
  /** Merged, without the settings that the release does not have, and with what a component takes from the platform's. */
  readonly values: Values;
  readonly catalog: Catalog;
  readonly release: Release;
  readonly facts: ReleaseFacts;
}

/** On, not there already, and not merely on by the catalog's default where the release does not have it or the values have no use for it. */
function isDelivered(component: Component, { merged, release }: Resolution): boolean {
  const { enabled = false, existing = false } = merged.value.components[component.name] ?? {};
  if (!enabled || existing) return false;
  const isAskedFor = saidBeyondDefaults(merged, ["components", component.name, "enabled"]) !== undefined;
  const isOfUse = isInRelease(component, release) && unmetValue(component.when, merged.value) === undefined;
  return isOfUse || isAskedFor;
}

/** A component of our own objects only is in every release. */
function isInRelease(component: Component, release: Release): boolean {
  return component.parts.length === 0 || release.components.has(component.name);
}

function versionOf({ name, chart }: Component, release: Release): string {
  return release.components.get(name)?.version ?? chart?.version ?? release.name;
}

function resolveComponent(component: Component, resolution: Resolution): Result<PlatformComponent> {
  const { merged, values, catalog, release, environment } = resolution;
  if (!isInRelease(component, release)) {
    const releases = releasesWith(catalog, (each) => each.components.has(component.name));
    const place = merged.place(["components", component.name, "enabled"]);
    return { ok: false, problems: [componentNotInRelease(component.name, release.name, releases, place)] };
  }
  const unmet = unmetValue(component.when, values);
  if (unmet !== undefined) {
    const place = merged.place(["components", component.name, "enabled"]);
    return { ok: false, problems: [componentOfNoUse(component, unmet, merged.place(unmet), place)] };
  }
  const parts = component.parts.map((part) => resolvePart(part, contextOf(component, resolution)));
  const problems: Problem[] = parts.flatMap((part) => (part.ok ? [] : part.problems));
  if (problems.length > 0) return { ok: false, problems };
  return {
    ok: true,
    value: {
      component: withServer(
        {
          ...component,
          chart: component.chart && mirroredChart(component.chart, values),
          requires: component.requires.filter(({ when }) => unmetValue(when, values) === undefined),
        },
        values,
      ),
      version: versionOf(component, release),
      settings: values.components[component.name] ?? { enabled: true },
      parts: parts.flatMap((part) => (part.ok && part.value !== undefined ? [part.value] : [])),
      additions: [
        ...component.additions.filter(({ kind }) => kind !== "existing"),
        ...environment.layers.flatMap((layer) =>
          layer.additions.filter((addition) => addition.component === component.name),
        ),
      ],
    },
  };
}

/** Whoever installs a chart fetches it as the generator fetches its own sources. */
function mirroredChart(chart: Chart, { delivery }: Values): Chart {
  return { ...chart, repository: mirrored(chart.repository, delivery.mirrors ?? []) };
}

/** Of a component that the cluster has: the objects that Kubeflow adds to it, and nothing of what it is made of. */
function additionsToExisting(component: Component, { values, release }: Resolution): readonly PlatformComponent[] {
  const settings = values.components[component.name];
  const added = component.additions.filter(({ kind }) => kind === "existing");
  if (settings?.enabled !== true || settings.existing !== true || added.length === 0) return [];
  return [
    {
      component: { ...component, chart: undefined, requires: [] },
      version: versionOf(component, release),
      settings: ofExisting(settings),
      parts: [],
      additions: added,
    },
  ];
}

/** What an overlay says of pods, and the objects that it adds, are for what is delivered. */
function ofExisting(settings: ComponentSettings): ComponentSettings {
  return { ...settings, replicas: {}, workloads: {}, extra: {} };
}

/** What it needs beyond its component.yaml: whoever runs the server that the values choose for it. */
function withServer(component: Component, values: Values): Component {
  const database = writtenDatabase(values, component.name) as ComponentDatabase;
  const capability = component.database && serverCapability(database);
  if (capability === undefined) return component;
  const requirement = { name: capability, reason: "It keeps its state there, as the values say.", when: [] };
  return { ...component, requires: [...component.requires, requirement] };
}

/** What is not delivered, with what it would render as far as the values say. */
function absentComponents(resolution: Resolution, delivered: readonly Component[]): AbsentComponent[] {
  const names = new Set(delivered.map(({ name }) => name));
  return [...resolution.catalog.components.values()]
    .filter((component) => !names.has(component.name) && isInRelease(component, resolution.release))
    .map((component) => ({
      component,
      version: versionOf(component, resolution.release),
      existing: resolution.merged.value.components[component.name]?.existing === true,
      settings: ofExisting(resolution.values.components[component.name] ?? { enabled: false }),
      expectations: component.additions.filter(({ kind }) => kind === "expectation"),
      expected: [],
      objects: component.parts.flatMap((part) => {
        const resolved = resolvePart(part, contextOf(component, resolution));
        return resolved.ok && resolved.value !== undefined ? resolved.value.objects : [];
      }),
    }));
}

function contextOf(component: Component, { merged, catalog, release, facts }: Resolution): PartContext {
  const withVariant = (part: string, variant: string) =>
    releasesWith(catalog, ({ components }) => components.get(component.name)?.parts.get(part)?.has(variant) === true);
  return { component, merged, release, facts, releasesWith: withVariant };
}

function releasesWith({ releases }: Catalog, has: (release: Release) => boolean): readonly string[] {
  return [...releases.values()].filter(has).map(({ name }) => name);
}
