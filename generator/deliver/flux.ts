import type { OrderedComponent, Platform } from "../model/platform.ts";
import type { ValueMap } from "../model/value.ts";
import type { FluxArtifactValues } from "../model/values.gen.ts";
import { deletesWithComponent } from "./deletes-with-component.ts";
import { deliveredName, deliveryLabels, repositoryPath } from "./delivered-name.ts";
import { driftRules, scaledWorkloads } from "./drift-rules.ts";
import { fluxRepositoryUrl } from "./flux-repository-url.ts";
import { ignoreRules, withoutForeignFields } from "./ignore-rules.ts";
import { serves } from "./served-fields.ts";

/**
 * Flux's objects: bootstrap.yaml has the source and the root Kustomization; sync/ has one Kustomization per component, and where there is none,
 * a kustomization of nothing.
 */
export function deliverToFlux(
  platform: Platform,
  components: readonly OrderedComponent[],
): ReadonlyMap<string, readonly ValueMap[]> {
  const scaled = scaledWorkloads(components.flatMap(({ objects }) => objects));
  return new Map([
    ["bootstrap.yaml", [source(platform), rootKustomization(platform)]],
    ...(components.length > 0 ? [] : [EMPTY_FOLDER]),
    ...components.map((each): [string, ValueMap[]] => [
      `sync/${each.component.name}.yaml`,
      [componentKustomization(platform, each, scaled)],
    ]),
  ]);
}

/** Where Flux reads the output: the repository, or what `publish` has pushed of it. */
function source(platform: Platform): ValueMap {
  const { artifact } = platform.values.delivery.flux;
  return artifact === undefined ? gitRepository(platform) : ociRepository(platform, artifact);
}

function ociRepository(platform: Platform, { url, tag, provider, secret }: FluxArtifactValues): ValueMap {
  return {
    apiVersion: "source.toolkit.fluxcd.io/v1",
    kind: "OCIRepository",
    metadata: metadata(platform, platform.values.platform.name),
    spec: {
      interval: platform.values.delivery.flux.sourceInterval,
      url,
      ref: { tag },
      ...(provider !== undefined && { provider }),
      ...(secret !== undefined && { secretRef: { name: secret } }),
    },
  };
}

function gitRepository(platform: Platform): ValueMap {
  const { flux, repository } = platform.values.delivery;
  return {
    apiVersion: "source.toolkit.fluxcd.io/v1",
    kind: "GitRepository",
    metadata: metadata(platform, platform.values.platform.name),
    spec: {
      interval: flux.sourceInterval,
      url: fluxRepositoryUrl(repository.url),
      ref: reference(repository.revision),
      ...(flux.repositorySecret !== undefined && { secretRef: { name: flux.repositorySecret } }),
    },
  };
}

/** A commit has 40 hexadecimal digits, a tag is written as `refs/tags/v1`, and anything else is a branch. */
function reference(revision: string): ValueMap {
  if (/^[0-9a-f]{40}$/.test(revision)) return { commit: revision };
  return revision.startsWith("refs/") ? { name: revision } : { branch: revision };
}

/**
 * Syncs the folder sync/ in Flux's own cluster. It does not wait: every component waits for what it needs. Deleting it leaves the components'
 * Kustomizations where they are.
 */
function rootKustomization(platform: Platform): ValueMap {
  const { name } = platform.values.platform;
  return kustomization(platform, metadata(platform, name), {
    path: "sync",
    deletionPolicy: "Orphan",
    settings: { wait: false },
  });
}

/**
 * Git keeps no empty folder, and Flux syncs none that is not there: what the last component left behind would never be pruned. Kustomize
 * refuses a kustomization that says nothing but its kind.
 */
const EMPTY_FOLDER: readonly [string, ValueMap[]] = [
  "sync/kustomization.yaml",
  [
    {
      apiVersion: "kustomize.config.k8s.io/v1beta1",
      kind: "Kustomization",
      metadata: { name: "nothing" },
      resources: [],
    },
  ],
];

function componentKustomization(platform: Platform, ordered: OrderedComponent, scaled: ReadonlySet<string>): ValueMap {
  const { component, dependencies, objects } = ordered;
  const { flux } = platform.values.delivery;
  const rules = driftRules(objects, scaled);
  const ignored = serves("flux", flux.version, "spec.ignore");
  const dependsOn = dependencies.map(({ on }) => ({ name: deliveredName(platform, on) }));
  return kustomization(platform, metadata(platform, deliveredName(platform, component.name), component.name), {
    path: `components/${component.name}`,
    deletionPolicy: deletesWithComponent(platform, ordered) ? "MirrorPrune" : "Orphan",
    settings: {
      wait: true,
      ...(dependsOn.length > 0 && { dependsOn }),
      ...(flux.kubeConfigSecret !== undefined && { kubeConfig: { secretRef: { name: flux.kubeConfigSecret } } }),
      ...(ordered.encrypted && { decryption: decryption(platform) }),
      ...(ignored ? list("ignore", ignoreRules(rules)) : list("patches", withoutForeignFields(rules))),
    },
  });
}

/** With neither a Secret nor a ServiceAccount, kustomize-controller's own cloud identity decrypts. */
function decryption(platform: Platform): ValueMap {
  const { keySecret, serviceAccount } = platform.values.secrets.sops;
  return {
    provider: "sops",
    ...(keySecret !== undefined && { secretRef: { name: keySecret } }),
    ...(serviceAccount !== undefined && { serviceAccountName: serviceAccount }),
  };
}

interface KustomizationParts {
  /** Below the environment's folder. */
  readonly path: string;
  readonly deletionPolicy: "MirrorPrune" | "Orphan";
  readonly settings: ValueMap;
}

/** There is no postBuild: what is in git is what is applied, and Flux substitutes nothing in it. */
function kustomization(platform: Platform, meta: ValueMap, parts: KustomizationParts): ValueMap {
  const { flux } = platform.values.delivery;
  return {
    apiVersion: "kustomize.toolkit.fluxcd.io/v1",
    kind: "Kustomization",
    metadata: meta,
    spec: {
      interval: flux.interval,
      retryInterval: flux.retryInterval,
      timeout: flux.timeout,
      sourceRef: {
        kind: flux.artifact === undefined ? "GitRepository" : "OCIRepository",
        name: platform.values.platform.name,
      },
      path: `./${repositoryPath(platform, parts.path)}`,
      prune: true,
      deletionPolicy: parts.deletionPolicy,
      force: false,
      ...parts.settings,
    },
  };
}

function metadata(platform: Platform, name: string, component?: string): ValueMap {
  return { name, namespace: platform.values.delivery.flux.namespace, labels: deliveryLabels(platform, component) };
}

function list(field: string, entries: readonly ValueMap[]): ValueMap {
  return entries.length > 0 ? { [field]: entries } : {};
}
