import type { ValueMap } from "../../model/value.ts";
import type { ExistingGatewayValues, GatewayValues, Values } from "../../model/values.gen.ts";

/** The way in, resolved from `gateway`: what its own objects say, and every component that prints its address or trusts it. */
export interface IngressView {
  /** How browsers reach the platform: `https` wherever TLS ends, at the gateway or in front of it. */
  readonly scheme: "http" | "https";
  /** Whether a Gateway of the Kubernetes Gateway API stands in front of the ingress gateway: certificate and redirect are then its own. */
  readonly hasFront: boolean;
  /** Whether it, or else the ingress gateway, has a certificate. */
  readonly endsTls: boolean;
  /** Whether it, or else the ingress gateway, answers plain HTTP with a redirect. */
  readonly redirects: boolean;
  /** HTTP proxies in front of the ingress gateway that it believes. */
  readonly trustedProxies: number;
  /** `upstream` leaves each program's cookies as upstream's example has them, which an evaluation wants. */
  readonly cookies: "secure" | "plain" | "upstream";
  /** The hosts that a name server can know: all but `*`. */
  readonly names: readonly string[];
  /** `https://kubeflow.example.com`, of the first host that is not a pattern; absent where there is none. */
  readonly url?: string;

  /** Whether the cluster has the ingress gateway already; if not, it is upstream's. */
  readonly isExisting: boolean;
  /** The namespace of its pods, its Service and its certificates. */
  readonly namespace: string;
  /** Its Service. */
  readonly service: string;
  /** Labels of its pods. */
  readonly labels: Readonly<Record<string, string>>;
  /** As whom it calls: what AuthorizationPolicies let in. */
  readonly principal: string;
  /** Its pods, as NetworkPolicies let them in. */
  readonly peer: ValueMap;
}

/** Every answer follows from the values alone. */
export function ingressView({ gateway, platform }: Pick<Values, "gateway" | "platform">): IngressView {
  const { hosts, tls, existing } = gateway;
  const scheme = tls.mode === "none" ? "http" : "https";
  const endsTls = tls.mode === "issuer" || tls.mode === "secret";
  const hasFront = gateway.api === "gateway-api";
  const address = hosts.find((host) => !host.includes("*"));
  const { namespace, service, serviceAccount, labels } = existing ?? UPSTREAMS;
  return {
    scheme,
    hasFront,
    endsTls,
    trustedProxies: gateway.trustedProxies + (hasFront ? 1 : 0),
    redirects: gateway.httpsRedirect ?? endsTls,
    cookies: cookiesOf(gateway, platform.purpose),
    names: hosts.filter((host) => host !== "*"),
    ...(address !== undefined && { url: `${scheme}://${address}` }),
    isExisting: existing !== undefined,
    namespace,
    service,
    labels,
    // Istio reads cluster.local as the mesh's own trust domain, whatever its name (istio/pilot/pkg/trustdomain/bundle.go).
    principal: `cluster.local/ns/${namespace}/sa/${serviceAccount}`,
    peer: {
      namespaceSelector: { matchLabels: { "kubernetes.io/metadata.name": namespace } },
      podSelector: { matchLabels: labels },
    },
  };
}

/** The gateway that comes with upstream's Istio. */
const UPSTREAMS: ExistingGatewayValues = {
  namespace: "istio-system",
  service: "istio-ingressgateway",
  serviceAccount: "istio-ingressgateway-service-account",
  labels: { app: "istio-ingressgateway" },
};

/** A browser sends a secure cookie back over HTTPS only: over plain HTTP every login and every form would fail. */
function cookiesOf({ tls, secureCookies }: GatewayValues, purpose: string): IngressView["cookies"] {
  if (secureCookies !== undefined) return secureCookies ? "secure" : "plain";
  if (tls.mode !== "none") return "secure";
  return purpose === "evaluation" ? "upstream" : "plain";
}

/**
 * The patches by which AuthorizationPolicies of upstream's trust the gateway that the cluster has: each names upstream's as the first principal of its
 * first rule. None where the gateway is upstream's.
 */
export function trustIngress({ isExisting, principal }: IngressView, policies: readonly string[]): readonly ValueMap[] {
  if (!isExisting) return [];
  return policies.map((name) => ({
    target: { group: "security.istio.io", kind: "AuthorizationPolicy", name },
    patch: [{ op: "replace", path: "/spec/rules/0/from/0/source/principals/0", value: principal }],
  }));
}
