import type { Path } from "../../model/value.ts";
import { addressInvalid } from "../../problems/platform-problems.ts";
import type { Rule } from "../rule.ts";

/** The values that programs, and templates, take apart. */
const ADDRESSES: readonly Path[] = [
  ["identity", "issuer"],
  ["identity", "jwksUri"],
  ["identity", "eksIssuer"],
  ["objectStore", "endpoint"],
];

/** What looks like a URL is one, which a pattern cannot say: `https://store.1` has a host that is neither a name nor an IPv4 address (https://url.spec.whatwg.org/#host-parsing). */
export const addressesAreAddresses: Rule = (_platform, merged) =>
  ADDRESSES.flatMap((path) => {
    const { value } = merged.origins(path).at(-1) ?? {};
    return typeof value === "string" && !URL.canParse(value)
      ? [addressInvalid(path.join("."), value, merged.place(path))]
      : [];
  });
