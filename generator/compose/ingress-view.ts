import type { GatewayValues, Values } from "../model/values.gen.ts";

/** The way in, resolved from `gateway`: what its own objects say, and every component that prints its address or trusts it. */
export interface IngressView {
  /** How browsers reach the platform: `https` wherever TLS ends, at the gateway or in front of it. */
  readonly scheme: "http" | "https";
  /** Whether the gateway itself has a certificate. */
  readonly endsTls: boolean;
  /** Whether the gateway answers plain HTTP with a redirect. */
  readonly redirects: boolean;
  /** `upstream` leaves each program's cookies as upstream's example has them, which an evaluation wants. */
  readonly cookies: "secure" | "plain" | "upstream";
  /** The hosts that a name server can know: all but `*`. */
  readonly names: readonly string[];
  /** `https://kubeflow.example.com`, of the first host that is not a pattern; absent where there is none. */
  readonly url?: string;
}

/** Every answer follows from the values alone. */
export function ingressView({ gateway, platform }: Pick<Values, "gateway" | "platform">): IngressView {
  const { hosts, tls } = gateway;
  const scheme = tls.mode === "none" ? "http" : "https";
  const endsTls = tls.mode === "issuer" || tls.mode === "secret";
  const address = hosts.find((host) => !host.includes("*"));
  return {
    scheme,
    endsTls,
    redirects: gateway.httpsRedirect ?? endsTls,
    cookies: cookiesOf(gateway, platform.purpose),
    names: hosts.filter((host) => host !== "*"),
    ...(address !== undefined && { url: `${scheme}://${address}` }),
  };
}

/** A browser sends a secure cookie back over HTTPS only: over plain HTTP every login and every form would fail. */
function cookiesOf({ tls, secureCookies }: GatewayValues, purpose: string): IngressView["cookies"] {
  if (secureCookies !== undefined) return secureCookies ? "secure" : "plain";
  if (tls.mode !== "none") return "secure";
  return purpose === "evaluation" ? "upstream" : "plain";
}
