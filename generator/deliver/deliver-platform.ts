import type { FileTree } from "../model/file-tree.ts";
import type { OrderedComponent, Platform } from "../model/platform.ts";
import { printValue } from "../yaml/print-value.ts";
import { TARGETS } from "./targets.ts";

/**
 * The files that make the platform's controller sync it, below the environment's folder: `bootstrap.yaml`, which a person applies once, and
 * `sync/*.yaml`, which the controller then reads by itself. Expects components in sync order without problems (see `checkDelivery`).
 */
export function deliverPlatform(platform: Platform, components: readonly OrderedComponent[]): FileTree {
  const files = TARGETS[platform.values.delivery.controller](platform, components);
  return new Map([...files].map(([path, objects]) => [path, objects.map(printValue).join("---\n")]));
}
