import { parseAllDocuments } from "yaml";
import { deliverPlatform } from "../../generator/deliver/deliver-platform.ts";
import type { OrderedComponent } from "../../generator/model/platform.ts";
import { type FakeDelivery, fakePlatform } from "./fake-platform.ts";

/** What a test reads of a delivered object; it fails on what is not there. */
// biome-ignore lint/suspicious/noExplicitAny: objects read back from YAML
export type Delivered = any;

/** The objects of a delivered platform as a controller reads them, in file order. */
export function deliveredObjects(
  delivery: FakeDelivery,
  components: readonly OrderedComponent[],
): readonly Delivered[] {
  const tree = deliverPlatform(fakePlatform(delivery, components), components);
  return [...tree.values()].flatMap((text) => parseAllDocuments(text).map((document) => document.toJS()));
}

/** The one object of that kind and name. */
export function delivered(objects: readonly Delivered[], kind: string, name: string): Delivered {
  const found = objects.filter((object) => object.kind === kind && object.metadata.name === name);
  if (found.length !== 1) throw new Error(`${found.length} objects are ${kind} ${name}`);
  return found[0];
}
