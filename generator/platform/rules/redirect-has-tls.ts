import { redirectWithoutTls } from "../../problems/platform-problems.ts";
import type { Rule } from "../rule.ts";

/** A redirect needs a gateway that speaks HTTPS, or one that believes the proxy in front of it that a request came by HTTPS. */
export const redirectHasTls: Rule = ({ values: { gateway } }, merged) => {
  const { httpsRedirect, tls, trustedProxies } = gateway;
  const works = tls.mode === "issuer" || tls.mode === "secret" || (tls.mode === "external" && trustedProxies > 0);
  return httpsRedirect === true && !works
    ? [redirectWithoutTls(tls.mode === "external", merged.place(["gateway", "httpsRedirect"]))]
    : [];
};
