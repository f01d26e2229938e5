import { describeObject } from "../../facts/describe-object.ts";
import { objectKey } from "../../facts/object-key.ts";
import type { ValueMap } from "../../model/value.ts";
import type { DraftComponent } from "../draft-component.ts";
import { splitAtLayers } from "../split-at-layers.ts";

/** The objects that layers add to a component, by `objectKey`: what they say themselves is nearer to them than what holds for all. */
export function layerObjects({ component, additions }: DraftComponent): ReadonlyMap<string, ValueMap> {
  const [, ofLayers] = splitAtLayers(component, additions);
  return new Map(
    ofLayers.flatMap((each): [string, ValueMap][] =>
      each.kind === "resource" ? [[objectKey(describeObject(each.object)), each.object]] : [],
    ),
  );
}
