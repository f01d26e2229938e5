import { twoProviders } from "../../problems/platform-problems.ts";
import type { Rule } from "../rule.ts";

/** A capability such as a database server has one provider: with two, what needs it could not say which one it means. */
export const oneProviderPerCapability: Rule = ({ components }, merged) => {
  const providers = new Map<string, string[]>();
  for (const { component } of components) {
    for (const capability of component.provides)
      providers.set(capability, [...(providers.get(capability) ?? []), component.name]);
  }
  return [...providers]
    .filter(([, names]) => names.length > 1)
    .map(([capability, names]) =>
      twoProviders(capability, names, merged.place(["components", names.at(-1) ?? "", "enabled"])),
    );
};
