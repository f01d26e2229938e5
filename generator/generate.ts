import { composePlatform } from "./compose/compose-platform.ts";
import { expectExisting } from "./compose/expect-existing.ts";
import { checkDelivery } from "./deliver/check-delivery.ts";
import { deliverPlatform } from "./deliver/deliver-platform.ts";
import type { Catalog } from "./model/catalog.ts";
import type { Environment } from "./model/environment.ts";
import type { FileTree } from "./model/file-tree.ts";
import type { ComposedComponent, OrderedComponent, Platform } from "./model/platform.ts";
import type { Result } from "./model/problem.ts";
import type { Upstream } from "./model/upstream.ts";
import { orderComponents } from "./order/order-components.ts";
import { resolvePlatform } from "./platform/resolve-platform.ts";
import { renderComponents } from "./render/render-components.ts";
import { resolveValues } from "./values/resolve-values.ts";

/** What can only be told of several environments of one run. */
export { type Delivery, deliveryOf, sharedNames } from "./deliver/shared-names.ts";

/** What an environment comes to before it is files. */
export interface Plan {
  readonly platform: Platform;
  /** In sync order. */
  readonly components: readonly OrderedComponent[];
  /** With nothing to apply, but something that the cluster must have. */
  readonly undelivered: readonly ComposedComponent[];
}

/** What is generated for an environment. */
export interface Generated {
  readonly platform: Platform;
  /** In sync order. */
  readonly components: readonly OrderedComponent[];
  /** Relative to the environment's folder. */
  readonly files: FileTree;
}

/** The whole program without the disk: an environment's layers in, the files of its folder out. */
export function generate(environment: Environment, catalog: Catalog): Result<Generated> {
  const plan = planEnvironment(environment, catalog);
  if (!plan.ok) return plan;
  return { ok: true, value: withFiles(plan.value.platform, plan.value.components) };
}

/** The same with upstream's manifests in the output, or beside it, where `delivery.manifests` wants them there. */
export async function renderGenerated(generated: Generated, upstream: Upstream): Promise<Result<Generated>> {
  const { platform, components } = generated;
  const rendered = await renderComponents(platform, components, upstream);
  return rendered.ok ? { ok: true, value: withFiles(platform, rendered.value) } : rendered;
}

/** layers -> values -> platform -> composed components -> sync order, and whether a controller can be given it. */
export function planEnvironment(environment: Environment, catalog: Catalog): Result<Plan> {
  const values = resolveValues(catalog, environment.layers);
  if (!values.ok) return values;
  const platform = resolvePlatform(environment, values.value, catalog);
  if (!platform.ok) return platform;
  const composed = composePlatform(platform.value);
  if (!composed.ok) return composed;
  const expecting = expectExisting(platform.value);
  if (!expecting.ok) return expecting;
  const components = orderComponents(expecting.value, composed.value.delivered);
  if (!components.ok) return components;
  const refused = checkDelivery(expecting.value, components.value);
  if (refused.length > 0) return { ok: false, problems: refused };
  const { undelivered } = composed.value;
  return { ok: true, value: { platform: expecting.value, components: components.value, undelivered } };
}

function withFiles(platform: Platform, components: readonly OrderedComponent[]): Generated {
  const files = new Map([...componentFiles(components), ...deliverPlatform(platform, components)]);
  return { platform, components, files };
}

function componentFiles(components: readonly OrderedComponent[]): FileTree {
  return new Map(
    components.flatMap(({ component, files }) =>
      [...files].map(([path, text]): [string, string] => [`components/${component.name}/${path}`, text]),
    ),
  );
}
