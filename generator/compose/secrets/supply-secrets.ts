import type { objectKey } from "../../facts/object-key.ts";
import type { Expectation, MadeSecret } from "../../model/expectation.ts";
import type { Dependency, Platform } from "../../model/platform.ts";
import type { Problem } from "../../model/problem.ts";
import { secretLacksKeys, secretNotMade } from "../../problems/secret-problems.ts";
import type { DraftComponent } from "../draft-component.ts";
import type { ResourceDocument } from "../rendered-addition.ts";
import { externalSecret } from "./external-secret.ts";
import { type FetchedSecret, fetchedSecrets } from "./fetched-secrets.ts";
import { type FoundConfigMap, madeConfigMaps } from "./made-config-maps.ts";
import { type FoundSecret, madeSecrets } from "./made-secrets.ts";
import { operatorSecrets } from "./operator-secrets.ts";
import { isSecret, secretId } from "./secret-id.ts";
import { uselessSecretSettings } from "./useless-settings.ts";

/** What becomes of the Secrets, and of the ConfigMaps that somebody makes, that one component expects. */
export interface ComponentSecrets {
  /** ExternalSecrets for the component's folder. */
  readonly externalSecrets: readonly ResourceDocument[];
  /** What has to be in the cluster. */
  readonly expected: readonly Expectation[];
  /** What a component of the platform makes. */
  readonly made: readonly MadeSecret[];
  /** The components that it syncs after because of them. */
  readonly after: readonly Dependency[];
}

export interface SuppliedSecrets {
  readonly of: (draft: DraftComponent) => ComponentSecrets;
  readonly problems: readonly Problem[];
}

/**
 * Who makes each expected Secret: an object of any component, else the provider of the values, else nobody, and it has to be in the cluster.
 * A Secret that several components expect is made in the first of them. Problems: a Secret that lacks keys or that the provider leaves out, and
 * settings of Secrets that nobody expects.
 */
export function supplySecrets(platform: Platform, drafts: readonly DraftComponent[]): SuppliedSecrets {
  const found = findSecrets(drafts);
  const configMaps = findConfigMaps(drafts);
  const needed = operatorSecrets(drafts);
  const fetched = fetchedSecrets(platform, drafts, { found: new Set(found.keys()), needed });
  const store = storeKeeper(platform, drafts);
  const supplied = new Map(
    drafts.map((draft) => [
      draft,
      secretsOf(
        draft,
        (each) => configMapMaker(each, configMaps) ?? makerOf(each, found, fetched),
        fetched,
        store,
        platform,
      ),
    ]),
  );
  const problems = [
    ...drafts.flatMap((draft) => draft.expected.flatMap((each) => lackingKeys(draft, each, found.get(secretId(each))))),
    ...[...supplied].flatMap(([draft, { expected }]) => notMade(platform, draft, expected)),
    ...uselessSecretSettings(platform, {
      expected: new Set(drafts.flatMap(({ expected }) => expected.filter(isSecret).map(secretId))),
      found: new Set(found.keys()),
      needed,
    }),
  ];
  return { of: (draft) => supplied.get(draft) as ComponentSecrets, problems };
}

/** A Secret that an object of a component makes. */
type OwnedSecret = FoundSecret & { readonly component: string };

function findSecrets(drafts: readonly DraftComponent[]): ReadonlyMap<string, OwnedSecret> {
  const secrets = drafts.flatMap(({ component, additions }) =>
    madeSecrets(additions).map((secret) => ({ ...secret, component: component.component.name })),
  );
  return new Map(secrets.map((secret) => [secretId(secret), secret]));
}

type OwnedConfigMap = FoundConfigMap & { readonly component: string };

function findConfigMaps(drafts: readonly DraftComponent[]): readonly OwnedConfigMap[] {
  return drafts.flatMap(({ component, additions }) =>
    madeConfigMaps(additions).map((each) => ({ ...each, component: component.component.name })),
  );
}

function configMapMaker(
  { kind, namespace, name, keys }: Expectation,
  configMaps: readonly OwnedConfigMap[],
): MadeSecret["maker"] | undefined {
  if (kind !== "ConfigMap" || namespace === undefined) return undefined;
  const made = configMaps.find(
    (each) => each.name === name && each.isIn(namespace) && keys.every((key) => key === each.key),
  );
  return made && { kind: "Bundle", component: made.component };
}

/** The component that delivers the store of all ExternalSecrets, if one does. */
function storeKeeper({ values }: Platform, drafts: readonly DraftComponent[]): string | undefined {
  const { store } = values.secrets.externalSecrets;
  if (store === undefined) return undefined;
  const { name, kind = "ClusterSecretStore" } = store;
  const isStore = (object: Parameters<typeof objectKey>[0]) =>
    object.apiVersion.startsWith("external-secrets.io/") && object.kind === kind && object.name === name;
  return drafts.find(({ inventory }) => inventory.objects.some(isStore))?.component.component.name;
}

function makerOf(
  expectation: Expectation,
  found: ReadonlyMap<string, OwnedSecret>,
  fetched: ReadonlyMap<string, FetchedSecret>,
): MadeSecret["maker"] | undefined {
  if (!isSecret(expectation)) return undefined;
  const own = found.get(secretId(expectation));
  if (own !== undefined) return { kind: own.by, component: own.component };
  const external = fetched.get(secretId(expectation));
  return external && { kind: "ExternalSecret", component: external.component, remote: external.remote };
}

function secretsOf(
  { component, expected }: DraftComponent,
  maker: (expectation: Expectation) => MadeSecret["maker"] | undefined,
  fetched: ReadonlyMap<string, FetchedSecret>,
  store: string | undefined,
  platform: Platform,
): ComponentSecrets {
  const { name } = component.component;
  const made = expected.flatMap((each): MadeSecret[] => {
    const by = maker(each);
    return by === undefined ? [] : [{ ...each, maker: by }];
  });
  const own = [...fetched.values()].filter((secret) => secret.component === name);
  return {
    made,
    expected: expected.filter((each) => maker(each) === undefined),
    externalSecrets: own.map((secret) => ({
      kind: "resource",
      name: `external-secret-${secret.name}`,
      place: undefined,
      object: externalSecret(secret, platform.values),
    })),
    after: [
      ...made
        .filter((each) => each.maker.component !== name)
        .map((each) => ({ on: each.maker.component, reasons: [`reads the ${each.kind} ${secretId(each)}`] })),
      ...(own.length > 0 && store !== undefined
        ? [{ on: store, reasons: ["has ExternalSecrets of the store there"] }]
        : []),
    ],
  };
}

function lackingKeys(draft: DraftComponent, expectation: Expectation, found: OwnedSecret | undefined): Problem[] {
  if (!isSecret(expectation) || found?.keys === undefined) return [];
  const lacking = expectation.keys.filter((key) => !found.keys?.includes(key));
  if (lacking.length === 0) return [];
  const { name } = draft.component.component;
  return [
    secretLacksKeys(
      `${found.by === "sops" ? "Secret" : found.by} ${secretId(found)}`,
      lacking,
      { component: name, reason: expectation.reason },
      found.place,
    ),
  ];
}

/** Of the providers that are files in the layers it is known that a Secret will be missing. */
function notMade({ values, locate, environment }: Platform, draft: DraftComponent, expected: readonly Expectation[]) {
  const { provider, existing } = values.secrets;
  if (provider !== "sops" && provider !== "sealed-secrets") return [];
  return expected
    .filter((each) => isSecret(each) && !each.optional && each.keys.length > 0 && !existing.includes(secretId(each)))
    .map((each) =>
      secretNotMade(
        { secret: secretId(each), keys: each.keys, component: draft.component.component.name, reason: each.reason },
        { provider, environment, name: each.name },
        locate(["secrets", "provider"]),
      ),
    );
}
