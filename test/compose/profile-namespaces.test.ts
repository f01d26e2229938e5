import { expect, test } from "vitest";
import { CONNECTOR, planWith } from "../catalog/plan-with.ts";

const withProfile = (name: string) => () =>
  planWith({
    components: { dex: { connectors: [CONNECTOR] } },
    profiles: [{ name, owner: "ada@example.com" }],
  });

test.each(["kubeflow", "istio-system", "auth", "cert-manager", "argocd", "default", "kube-system"])(
  "a profile cannot have the namespace %s",
  (name) => {
    expect(withProfile(name)).toThrow(`PROFILE_NAMESPACE_TAKEN The profile "${name}"`);
  },
);

test("any other name is a team's", () => {
  expect(withProfile("team-a")).not.toThrow();
});
