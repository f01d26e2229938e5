import { objectStoreUnusable } from "../../problems/platform-problems.ts";
import type { Rule } from "../rule.ts";

/** What an external store needs, and what its users can do with it: read in their sources. */
export const externalStoreIsUsable: Rule = ({ values: { objectStore } }, merged) => {
  const { provider, api, bucket, endpoint, credentials } = objectStore;
  if (provider === "bundled") return [];
  const at = (...path: string[]) => merged.place(["objectStore", ...path]);
  const hasIdentity = credentials.from === "identity";
  return [
    ...(bucket === undefined
      ? [objectStoreUnusable("An external store needs objectStore.bucket.", at("provider"))]
      : []),
    ...(api === "gcs" && !hasIdentity
      ? [
          objectStoreUnusable(
            "Google's store is used with an identity: set objectStore.credentials.from to identity.",
            at("api"),
          ),
        ]
      : []),
    ...(api === "s3" && hasIdentity && endpoint !== undefined && !AMAZON.test(endpoint)
      ? [
          objectStoreUnusable(
            "With an identity pipelines look for the bucket at Amazon, whatever objectStore.endpoint says.",
            at("endpoint"),
          ),
        ]
      : []),
    ...(api === "gcs" && endpoint !== undefined
      ? [objectStoreUnusable("Google's store has no other endpoint: leave objectStore.endpoint out.", at("endpoint"))]
      : []),
  ];
};

const AMAZON = /\.amazonaws\.com(\.cn)?$/;
