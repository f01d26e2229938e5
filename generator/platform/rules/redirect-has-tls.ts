import { redirectWithoutTls } from "../../problems/platform-problems.ts";
import type { Rule } from "../rule.ts";

/** A gateway that sends everything to HTTPS without speaking it cannot be reached at all. */
export const redirectHasTls: Rule = ({ values }, merged) =>
  values.gateway.httpsRedirect && values.gateway.tlsSecret === undefined
    ? [redirectWithoutTls(merged.place(["gateway", "httpsRedirect"]))]
    : [];
