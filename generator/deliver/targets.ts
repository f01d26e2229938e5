import type { OrderedComponent, Platform } from "../model/platform.ts";
import type { ValueMap } from "../model/value.ts";
import type { DeliveryValues } from "../model/values.gen.ts";
import { deliverToArgocd } from "./argocd.ts";
import { deliverToFlux } from "./flux.ts";

/** One kind of GitOps controller: the objects that make it deliver a platform, by file; components come in sync order. */
type Target = (platform: Platform, components: readonly OrderedComponent[]) => ReadonlyMap<string, readonly ValueMap[]>;

/** Every controller that `delivery.controller` can name. */
export const TARGETS: Readonly<Record<DeliveryValues["controller"], Target>> = {
  argocd: deliverToArgocd,
  flux: deliverToFlux,
};
