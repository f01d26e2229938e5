import type { LoginClient } from "../../model/component.ts";
import { unmetValue } from "../../model/condition.ts";
import type { Platform, PlatformComponent } from "../../model/platform.ts";
import { ingressView } from "./ingress-view.ts";

/** What every template that takes part in the login must say alike: the local `identity`. */
export interface IdentityView {
  /** Where browsers reach the platform, `https://kubeflow.example.com`; null where the values do not say. */
  readonly publicUrl: string | null;
  /** What tokens name as their issuer, by an address that browsers reach; null where the platform's own issuer has none but that in the cluster. */
  readonly issuer: string | null;
  /** Where the platform's own issuer is in the cluster; null where the issuer is not its own. */
  readonly inCluster: string | null;
  /** As which the template's component logs users in itself; null where it does not, or where browsers cannot reach it and the issuer. */
  readonly client: { readonly id: string; readonly redirectURI: string } | null;
  /** Clients of the platform's own issuer besides the platform itself: those of the values, and those of components. */
  readonly clients: readonly IdentityClient[];
}

export interface IdentityClient {
  readonly id: string;
  readonly name: string;
  readonly redirectURIs: readonly string[];
  /** The key of a Secret beside the issuer; null for a public client. */
  readonly secret: { readonly name: string; readonly key: string } | null;
}

export function identityView(platform: Platform, { component }: PlatformComponent): IdentityView {
  const { values, components } = platform;
  const { publicUrl, issuer, inCluster } = addressesOf(platform);
  const redirectURI = (client: LoginClient | undefined) =>
    client === undefined || publicUrl === null || issuer === null || unmetValue(client.when, values) !== undefined
      ? undefined
      : publicUrl + client.callback;
  const ownURI = redirectURI(component.client);
  const ofComponents = components.flatMap(({ component: { title, client } }) => {
    const uri = redirectURI(client);
    if (client === undefined || uri === undefined) return [];
    const secret = { name: `${client.id}-client`, key: "client-secret" };
    return [{ id: client.id, name: title, redirectURIs: [uri], secret }];
  });
  const ofValues = values.identity.clients.map(({ id, name = id, redirectURIs, secret = null }) => {
    return { id, name, redirectURIs, secret };
  });
  return {
    publicUrl,
    issuer,
    inCluster,
    client:
      component.client !== undefined && ownURI !== undefined ? { id: component.client.id, redirectURI: ownURI } : null,
    clients: [...ofValues, ...ofComponents],
  };
}

/**
 * Browsers reach the platform's own issuer below the platform's address, at the path that it has in the cluster. The address is what
 * `identity.issuer` says, else the gateway's where that begins with https. An issuer of the user's own says nothing of the platform's address.
 */
function addressesOf(platform: Platform): Pick<IdentityView, "publicUrl" | "issuer" | "inCluster"> {
  const { values } = platform;
  const { issuer } = values.identity;
  const { scheme, url = null } = ingressView(values);
  const served = scheme === "https" ? url : null;
  const inCluster = ownIssuer(platform);
  if (inCluster === null) return { publicUrl: served, issuer: issuer ?? null, inCluster };
  const path = new URL(inCluster).pathname;
  const publicUrl = issuer === undefined ? served : issuer.endsWith(path) ? issuer.slice(0, -path.length) : issuer;
  return { publicUrl, issuer: publicUrl && publicUrl + path, inCluster };
}

/** That of the component which is one for these values, whether the platform delivers it or not. */
function ownIssuer({ values, components, absent }: Platform): string | null {
  const found = [...components, ...absent].find(
    ({ component: { issuer, when } }) => issuer !== undefined && unmetValue(when, values) === undefined,
  );
  return found?.component.issuer ?? null;
}
