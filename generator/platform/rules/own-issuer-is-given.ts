import { ownIssuerMissing } from "../../problems/platform-problems.ts";
import type { Rule } from "../rule.ts";

/** An issuer of the user's own serves other clients too: which one it is and which of its clients the platform is must both be said. */
export const ownIssuerIsGiven: Rule = ({ values: { identity }, locateSetting }) =>
  identity.provider === "oidc"
    ? (["issuer", "clientId"] as const)
        .filter((setting) => identity[setting] === undefined)
        .map((setting) => ownIssuerMissing(setting, locateSetting(["identity", "provider"])))
    : [];
