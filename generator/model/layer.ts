import type { Document } from "./document.ts";

/** A folder that contributes values and additions per component. Every kind has this one form. */
export interface Layer {
  /** `component` and `default` are the catalog's: the components' own values, and the base that comes with this program. */
  readonly kind: "component" | "default" | "base" | "overlay" | "environment";
  /** The folder, relative to the root: `overlays/gke`. */
  readonly folder: string;
  /** The layer's values.yaml; for a component its defaults, already below `components.<name>`. */
  readonly values: Document | undefined;
  /** Sorted by file. */
  readonly additions: readonly Addition[];
}

/** More objects, encrypted Secrets, patches, values of the chart or expectations of the cluster for one component: a plain YAML file or an EJS template. */
export interface Addition {
  readonly component: string;
  /** `existing`: an object for a cluster that has the component already, in place of all others. */
  readonly kind: "resource" | "secret" | "patch" | "chart" | "expectation" | "existing";
  /** Path relative to the root, with `/`: `environments/prod/katib/patches/limits.yaml.ejs`. */
  readonly file: string;
  readonly text: string;
}
