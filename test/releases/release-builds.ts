import { join } from "node:path";
import { parse } from "yaml";
import { describeObject } from "../../generator/facts/describe-object.ts";
import { objectKey } from "../../generator/facts/object-key.ts";
import type { Plan } from "../../generator/generate.ts";
import type { ObjectFacts } from "../../generator/model/facts.ts";
import type { ValueMap } from "../../generator/model/value.ts";
import { buildText, digest, writeFiles } from "../parity/kustomize.ts";
import { fromTree } from "../parity/upstream.ts";
import { inParallel } from "../support/in-parallel.ts";
import { copyOfflineTree } from "./offline-tree.ts";

/** A built object as its text; only what a test looks into is parsed. */
export interface BuiltObject {
  /** `apps/v1 apps/Deployment/kubeflow/katib-ui`, a generated name without its hash. */
  readonly identity: string;
  readonly text: string;
}

/** Builds component folders of one release from a local copy of upstream's manifests; equal folders once. */
export class ReleaseBuilds {
  readonly tree: string;
  private readonly folder: string;
  private readonly known = new Map<string, readonly BuiltObject[]>();

  constructor(release: string, folder: string) {
    this.tree = copyOfflineTree(release, folder);
    this.folder = join(folder, "components");
  }

  /** By component; those that the plan does not have are left out. */
  async build(
    plan: Plan,
    wanted: (component: string) => boolean,
  ): Promise<ReadonlyMap<string, readonly BuiltObject[]>> {
    const upstream = { tree: this.tree, gitConfig: "/dev/null", repository: "", tag: "" };
    const components = plan.components.filter(({ component }) => wanted(component.name));
    const built = await inParallel(components, 2, async ({ component, files }) => {
      const key = digest(files);
      const folder = join(this.folder, `${component.name}-${key}`);
      if (!this.known.has(key)) {
        writeFiles(folder, files, (text, at) => fromTree(text, plan.platform.release, upstream, at));
        this.known.set(key, await buildObjects(folder));
      }
      return [component.name, this.known.get(key) ?? []] as const;
    });
    return new Map(built);
  }
}

export async function buildObjects(folder: string): Promise<readonly BuiltObject[]> {
  const documents = (await buildText(folder, "/dev/null")).split(/^---\n/m);
  return documents.map((text) => ({ identity: identityOf(describeObject(headOf(text))), text }));
}

export function identityOf(facts: ObjectFacts): string {
  return `${facts.apiVersion} ${objectKey(facts)}`;
}

/** What names an object, without reading the rest: Kustomize prints every object's own fields without indentation. */
function headOf(text: string): ValueMap {
  const head = [...text.matchAll(/^(apiVersion|kind): .*\n/gm)].map(([line]) => line).join("");
  const metadata = /^metadata:\n(?: .*\n)+/m.exec(text)?.[0] ?? "";
  const names = [...metadata.matchAll(/^ {2}(name|namespace): .*\n/gm)].map(([line]) => line).join("");
  return parse(`${head}metadata:\n${names}`) as ValueMap;
}
