import type { ObjectFacts } from "../../model/facts.ts";
import type { Platform, PlatformComponent } from "../../model/platform.ts";
import { partObjects } from "../part-objects.ts";

/** What templates may ask about the release, so that one template serves every release: the local `upstream`. */
export interface UpstreamView {
  /** The component's version. */
  readonly version: string;
  /** That of another component of the release. Throws where the release does not have it. */
  readonly versionOf: (component: string) => string;
  /** What the release calls an object or image of the component that other releases call `name`; the name itself where none is recorded. */
  readonly named: (name: string) => string;
  /** Whether upstream's manifests of any component of the platform hold the object; `""` as namespace for cluster-scoped kinds. */
  readonly has: (kind: string, namespace: string, name: string) => boolean;
  /** The images that an object of upstream's names elsewhere than in a container, each once: in a ConfigMap's texts. None where there is no such object. */
  readonly imagesIn: (kind: string, namespace: string, name: string) => readonly string[];
  /** The labels by which a workload of upstream's finds its pods. Throws where there is no such workload. */
  readonly podSelector: (kind: string, namespace: string, name: string) => Readonly<Record<string, string>>;
}

/** Finds upstream's object of a platform. */
export type FindObject = (kind: string, namespace: string, name: string) => ObjectFacts | undefined;

/** Upstream's objects of a whole platform, looked through when a template asks for the first time. */
export function upstreamObjects({ components }: Platform): FindObject {
  const key = (kind: string, namespace: string, name: string) => `${kind} ${namespace}/${name}`;
  let objects: ReadonlyMap<string, ObjectFacts> | undefined;
  return (kind, namespace, name) => {
    objects ??= new Map(
      components
        .flatMap(({ parts }) => parts.flatMap(partObjects))
        .map((object) => [key(object.kind, object.namespace ?? "", object.name), object]),
    );
    return objects.get(key(kind, namespace, name));
  };
}

/** The view of one component's templates. */
export function upstreamView(
  platform: Platform,
  { component, version }: PlatformComponent,
  find: FindObject,
): UpstreamView {
  const names = namesOf(platform, component.name);
  return {
    version,
    versionOf: (name) => {
      const found = platform.release.components.get(name)?.version;
      if (found === undefined) throw new Error(`Kubeflow ${platform.release.name} has no ${name}.`);
      return found;
    },
    named: (name) => {
      const found = name in names ? names[name] : name;
      if (found === undefined || found === null) throw new Error(`Kubeflow ${platform.release.name} has no ${name}.`);
      return found;
    },
    has: (kind, namespace, name) => find(kind, namespace, name) !== undefined,
    imagesIn: (kind, namespace, name) => [
      ...new Set(find(kind, namespace, name)?.otherImages?.map(({ image }) => image)),
    ],
    podSelector: (kind, namespace, name) => {
      const selector = find(kind, namespace, name)?.pods?.selector;
      if (selector === undefined) throw new Error(`Upstream has no ${kind} ${namespace}/${name}.`);
      return selector;
    },
  };
}

/** What a release calls the objects and images of one component. */
export function namesOf({ release }: Platform, component: string): Readonly<Record<string, string | null>> {
  return release.components.get(component)?.names ?? {};
}
