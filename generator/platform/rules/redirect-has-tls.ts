import { redirectWithoutTls } from "../../problems/platform-problems.ts";
import type { Rule } from "../rule.ts";

/** A redirect needs a gateway that speaks HTTPS, or one that believes the proxy in front of it that a request came by HTTPS. */
export const redirectHasTls: Rule = ({ values: { gateway } }, merged) => {
  const { httpsRedirect, tls, trustedProxies, api } = gateway;
  // A route of the Gateway API redirects whatever comes by its listener: it asks no header.
  const believes = tls.mode === "external" && trustedProxies > 0 && api !== "gateway-api";
  const works = tls.mode === "issuer" || tls.mode === "secret" || believes;
  return httpsRedirect === true && !works
    ? [redirectWithoutTls(tls.mode === "external", merged.place(["gateway", "httpsRedirect"]))]
    : [];
};
