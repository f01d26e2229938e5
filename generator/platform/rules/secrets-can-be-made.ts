import type { Problem } from "../../model/problem.ts";
import { argocdCannotDecrypt, sopsNotConfigured, storeMissing } from "../../problems/secret-problems.ts";
import type { Rule } from "../rule.ts";

/** ExternalSecrets have a store to read, and whoever gets encrypted files decrypts them. */
export const secretsCanBeMade: Rule = ({ values, components }, merged) => {
  const { provider, externalSecrets, sops } = values.secrets;
  const files = components.flatMap(({ additions }) => additions.filter(({ kind }) => kind === "secret"));
  const place = merged.place(["secrets", "provider"]);
  const problems: Problem[] = [];
  if (provider === "external-secrets" && externalSecrets.store === undefined) problems.push(storeMissing(place));
  if (provider !== "sops") problems.push(...files.map(({ file }) => sopsNotConfigured({ file, line: 1, column: 1 })));
  else if (files.length > 0 && values.delivery.controller === "argocd" && sops.argocd === undefined)
    problems.push(argocdCannotDecrypt(place));
  return problems;
};
