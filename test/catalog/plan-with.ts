import { type Plan, planEnvironment } from "../../generator/generate.ts";
import { readCatalog } from "../../generator/layers/read-catalog.ts";
import { readEnvironment } from "../../generator/layers/read-environment.ts";
import type { Catalog } from "../../generator/model/catalog.ts";
import type { Result } from "../../generator/model/problem.ts";
import type { ValueMap } from "../../generator/model/value.ts";
import { withUserFiles } from "../layers/temporary-roots.ts";
import { repositoryRoot } from "../support/repository-root.ts";

/** The shipped catalog. */
export const catalog: Catalog = expectValue(readCatalog({ package: repositoryRoot, user: repositoryRoot }));

/** A way to log in, which every environment but an evaluation needs: a directory, which Dex asks by itself. */
export const CONNECTOR: ValueMap = {
  type: "ldap",
  id: "company",
  name: "Company login",
  config: {
    host: "ldap.example.com:636",
    userSearch: { baseDN: "ou=people,dc=example,dc=com", username: "uid", idAttr: "uid", emailAttr: "mail" },
  },
};

/** What an environment of a user's comes to that has these values and overlays, and nothing else. JSON is YAML. */
export function planWith(values: ValueMap, overlays: readonly string[] = []): Plan {
  return expectValue(tryPlanWith(values, overlays));
}

/** The same, or the problems that these values have. */
export function tryPlanWith(values: ValueMap, overlays: readonly string[] = []): Result<Plan> {
  const roots = withUserFiles({
    "environments/mine/environment.yaml": JSON.stringify({ overlays }),
    "environments/mine/values.yaml": JSON.stringify(values),
  });
  return planEnvironment(expectValue(readEnvironment(roots, "mine", catalog)), catalog);
}

/** `component/file: text` of every file, sorted: two plans with equal texts are one output. */
export function filesOf({ components }: Plan): readonly string[] {
  return components
    .flatMap(({ component, files }) => [...files].map(([path, text]) => `${component.name}/${path}: ${text}`))
    .sort();
}

export function expectValue<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(result.problems.map(({ code, message }) => `${code} ${message}`).join("\n"));
  return result.value;
}
