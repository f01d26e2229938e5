import { eksIssuerMissing } from "../../problems/platform-problems.ts";
import type { Rule } from "../rule.ts";

/** Every EKS cluster has an issuer of its own; upstream ships a placeholder that would accept no token. */
export const eksIssuerIsGiven: Rule = ({ values }, merged) =>
  values.identity.machineTokens === "eks" && values.identity.eksIssuer === undefined
    ? [eksIssuerMissing(merged.place(["identity", "machineTokens"]))]
    : [];
