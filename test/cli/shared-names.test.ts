import { expect, test } from "vitest";
import { run } from "../../generator/cli/program.ts";
import { temporaryFolder } from "../layers/temporary-roots.ts";
import { memoryTerminal } from "../support/memory-terminal.ts";

const BASE = `
delivery: { repository: { url: https://github.com/example/platform.git } }
components: { dex: { staticUsers: [{ email: a@example.com, username: a, userID: "1", hashFromEnv: A }] } }
`;

/** What a command says of environments with these values, each in a file of its own. */
async function codesOf(command: readonly string[], environments: Readonly<Record<string, string>>) {
  const files = Object.entries(environments).flatMap(([name, text]) => [
    [`environments/${name}/environment.yaml`, ""],
    [`environments/${name}/values.yaml`, text],
  ]);
  const terminal = memoryTerminal(
    temporaryFolder({ "environments/base/values.yaml": BASE, ...Object.fromEntries(files) }),
  );
  const code = await run([...command], terminal);
  return { code, errors: terminal.errors().match(/^.*PLATFORM_NAME_SHARED.*$/gm) ?? [] };
}

const argocd = (destination: string, rest = "") => `delivery: { argocd: { destination: { ${destination} }${rest} } }\n`;
const named = (cluster: string) => argocd(`server: null, name: ${cluster}`);

test.each([[["validate"]], [["generate", "--all", "--quiet"]], [["generate", "--env", "a", "--env", "b", "--quiet"]]])(
  "one name for two clusters of one Argo CD is refused (%o)",
  async (command) => {
    const { code, errors } = await codesOf(command, { a: named("cluster-a"), b: named("cluster-b") });

    expect(code).toBe(1);
    expect(errors).toEqual([
      'environments/b/values.yaml:1:36 PLATFORM_NAME_SHARED environments/a and environments/b are both named "kubeflow", for one controller and two clusters.',
    ]);
  },
);

test("so is it for one Flux", async () => {
  const to = (secret: string) => `delivery: { controller: flux, flux: { kubeConfigSecret: ${secret} } }\n`;
  expect((await codesOf(["validate"], { a: to("a"), b: to("b") })).errors).toHaveLength(1);
});

test.each<[string, Readonly<Record<string, string>>]>([
  ["each in a cluster with a controller of its own", { a: "", b: argocd("server: null, name: in-cluster") }],
  ["one beside the controller, which may be another", { a: "", b: named("cluster-b") }],
  ["two environments of one cluster", { a: named("cluster"), b: named("cluster") }],
  ["names of their own", { a: named("cluster-a"), b: `platform: { name: other }\n${named("cluster-b")}` }],
  [
    "controllers in namespaces of their own",
    { a: named("cluster-a"), b: argocd("server: null, name: cluster-b", ", namespace: argocd-b") },
  ],
  [
    "Argo CD and Flux",
    { a: named("cluster-a"), b: "delivery: { controller: flux, flux: { kubeConfigSecret: cluster-b } }\n" },
  ],
])("accepted: %s", async (_, environments) => {
  expect(await codesOf(["validate"], environments)).toEqual({ code: 0, errors: [] });
});
