import type { Expectation, RemoteReference } from "../../model/expectation.ts";
import type { Platform } from "../../model/platform.ts";
import type { Values } from "../../model/values.gen.ts";
import type { DraftComponent } from "../draft-component.ts";
import { firstComponent } from "./first-component.ts";
import { remoteReference } from "./remote-reference.ts";
import { isSecret, secretId } from "./secret-id.ts";

/** A Secret for which an ExternalSecret is generated. */
export interface FetchedSecret {
  /** Whose folder has the ExternalSecret. */
  readonly component: string;
  readonly namespace: string;
  readonly name: string;
  /** By key; not empty. */
  readonly remote: Readonly<Record<string, RemoteReference>>;
}

/**
 * The Secrets that are fetched from the store, by `namespace/name`: what is expected and neither made by an object (`found`) nor needed by the
 * operator itself (`needed`) nor left out by the values. One that several components expect has the keys of all; the component that comes first has it.
 */
export function fetchedSecrets(
  platform: Platform,
  drafts: readonly DraftComponent[],
  { found, needed }: { readonly found: ReadonlySet<string>; readonly needed: ReadonlySet<string> },
): ReadonlyMap<string, FetchedSecret> {
  const { values, environment } = platform;
  if (values.secrets.provider !== "external-secrets") return new Map();
  const expected = new Map<string, { readonly by: DraftComponent; readonly expectation: Expectation }[]>();
  for (const draft of drafts) {
    for (const expectation of draft.expected.filter((each) => isFetched(each, values))) {
      const id = secretId(expectation);
      if (found.has(id) || needed.has(id)) continue;
      expected.set(id, [...(expected.get(id) ?? []), { by: draft, expectation }]);
    }
  }
  return new Map(
    [...expected].map(([id, all]): [string, FetchedSecret] => {
      const [namespace = "", name = ""] = id.split("/");
      const remote = Object.assign({}, ...all.map(({ expectation }) => remoteOf(expectation, values, environment)));
      const component = ownerOf(
        namespace,
        all.map(({ by }) => by),
        platform,
      );
      return [id, { component, namespace, name, remote }];
    }),
  );
}

function isFetched(expectation: Expectation, { secrets }: Values): boolean {
  const id = secretId(expectation);
  const isAsked = !expectation.optional || Object.hasOwn(secrets.externalSecrets.remote, id);
  // An ExternalSecret without data would be refused.
  return isSecret(expectation) && isAsked && expectation.keys.length > 0 && !secrets.existing.includes(id);
}

function remoteOf({ namespace = "", name, keys, equals }: Expectation, { secrets }: Values, environment: string) {
  const { externalSecrets } = secrets;
  const settings = externalSecrets.remote[`${namespace}/${name}`];
  return Object.fromEntries(
    keys.map((key): [string, RemoteReference] => {
      const isSetApart = settings?.path !== undefined || settings?.properties?.[key] !== undefined;
      const stored = (isSetApart ? undefined : equals[key]) ?? { namespace, name, key };
      return [key, remoteReference(externalSecrets, environment, stored)];
    }),
  );
}

/** The component that makes the namespace, on which the others depend anyway; else the one that requires none of the others. */
function ownerOf(namespace: string, drafts: readonly DraftComponent[], { components }: Platform): string {
  const maker = drafts.find(({ inventory }) =>
    inventory.objects.some(({ kind, name }) => kind === "Namespace" && name === namespace),
  );
  if (maker !== undefined) return maker.component.component.name;
  return firstComponent(
    drafts.map(({ component }) => component.component.name),
    components.map(({ component }) => component),
  );
}
