import { expect, test } from "vitest";
import { planEnvironment } from "../../generator/generate.ts";
import { readCatalog } from "../../generator/layers/read-catalog.ts";
import { readEnvironment } from "../../generator/layers/read-environment.ts";
import { CONNECTOR, expectValue } from "../catalog/plan-with.ts";
import { COMPONENT_FILE, withUserFiles } from "../layers/temporary-roots.ts";

/** The problems of a component without pods that is told where they run. */
function problemsWith(template: string): readonly string[] {
  const roots = withUserFiles({
    "components/mine/component.yaml": COMPONENT_FILE,
    "components/mine/values.yaml": "enabled: true\n",
    "components/mine/resources/tool.yaml.ejs": template,
    "environments/own/environment.yaml": "{}",
    "environments/own/values.yaml": JSON.stringify({
      platform: { name: "kubeflow", release: "26.03.1", purpose: "production", domain: "kubeflow.example.com" },
      delivery: { repository: { url: "https://git.example.com/platform.git" } },
      components: { dex: { connectors: [CONNECTOR] }, mine: { scheduling: { priorityClassName: "high" } } },
    }),
  });
  const catalog = expectValue(readCatalog(roots));
  const plan = planEnvironment(expectValue(readEnvironment(roots, "own", catalog)), catalog);
  return plan.ok ? [] : plan.problems.map(({ code }) => code);
}

const object = "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: tool, namespace: kubeflow}\n";

test("scheduling is read where a template names it in code, and not where it only says the word", () => {
  expect(problemsWith(`${object}data: {where: <%= JSON.stringify(scheduling) %>}\n`)).toEqual([]);
  expect(problemsWith(`<%# Without scheduling. -%>\n# scheduling\n${object}`)).toEqual(["WORKLOAD_UNKNOWN"]);
});
