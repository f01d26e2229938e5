import fc from "fast-check";
import { expect, test } from "vitest";
import type { OrderedComponent } from "../../generator/model/platform.ts";
import { deliveredObjects } from "../support/delivered-objects.ts";
import { fakeComponent } from "../support/fake-platform.ts";
import { WAVE, wavesFromDependsOn, wavesOfApplications } from "../support/sync-order.ts";

/** Any graph without cycles, with the depths that belong to it: a component may depend on those before it. */
const graphs = fc.array(fc.array(fc.nat(30), { maxLength: 4 }), { minLength: 1, maxLength: 30 }).map((rows) => {
  const components: OrderedComponent[] = [];
  for (const [index, row] of rows.entries()) {
    const on = [...new Set(row.filter((target) => target < index))];
    const depth = Math.max(-1, ...on.map((target) => components[target]!.depth)) + 1;
    components.push(fakeComponent({ name: `c${index}`, depth, on: on.map((target) => `c${target}`) }));
  }
  return components;
});

test("the waves of Argo CD are those that Flux's dependsOn alone gives", () => {
  fc.assert(
    fc.property(graphs, (components) => {
      const argocd = wavesOfApplications(deliveredObjects({ controller: "argocd" }, components), "kubeflow");
      const flux = wavesFromDependsOn(deliveredObjects({ controller: "flux" }, components), "kubeflow");
      expect(flux).toEqual(argocd);
      expect(argocd.size).toBe(components.length);
    }),
  );
});

test("what Flux applies after another has a later wave in Argo CD", () => {
  fc.assert(
    fc.property(graphs, (components) => {
      const waves = wavesOfApplications(deliveredObjects({}, components), "kubeflow");
      for (const { component, dependencies } of components) {
        for (const { on } of dependencies) {
          expect(waves.get(component.name)! - waves.get(on)!).toBeGreaterThanOrEqual(WAVE);
        }
      }
    }),
  );
});
