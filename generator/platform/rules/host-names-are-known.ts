import { hostNameMissing } from "../../problems/platform-problems.ts";
import type { Rule } from "../rule.ts";

/** A certificate and a DNS record are made for names; `*` is none. */
export const hostNamesAreKnown: Rule = ({ values: { gateway } }, merged) => {
  const { hosts, tls, externalDns } = gateway;
  if (hosts.some((host) => host !== "*")) return [];
  const place = merged.place(["gateway", "hosts"]);
  return [
    ...(tls.mode === "issuer" ? [hostNameMissing("a certificate", place)] : []),
    ...(externalDns ? [hostNameMissing("a DNS record", place)] : []),
  ];
};
