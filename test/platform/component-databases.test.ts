import { expect, test } from "vitest";
import { run } from "../../generator/cli/program.ts";
import { planEnvironment } from "../../generator/generate.ts";
import { readCatalog } from "../../generator/layers/read-catalog.ts";
import { readEnvironment } from "../../generator/layers/read-environment.ts";
import type { ValueMap } from "../../generator/model/value.ts";
import { catalog, expectValue } from "../catalog/plan-with.ts";
import { temporaryFolder, withUserFiles } from "../layers/temporary-roots.ts";
import { memoryTerminal } from "../support/memory-terminal.ts";

const SERVER = { provider: "external", engine: "mysql", host: "db.example.com", port: 3307, tls: "disable" };
const ALONE: ValueMap = { "model-catalog": { enabled: false }, "model-registry": { enabled: false } };

/** What an environment comes to that extends another; `katib` is its resolved database. */
function plan(company: ValueMap, mine: ValueMap = {}) {
  const roots = withUserFiles({
    "environments/company/environment.yaml": "{}",
    "environments/company/values.yaml": JSON.stringify({ platform: { purpose: "evaluation" }, ...company }),
    "environments/mine/environment.yaml": "extends: company",
    "environments/mine/values.yaml": JSON.stringify(mine),
  });
  const environment = expectValue(readEnvironment(roots, "mine", catalog));
  const { platform } = expectValue(planEnvironment(environment, catalog));
  return { katib: platform.values.components["katib"]?.["database"], platform };
}

test("a component takes the platform's server, and says what is different", () => {
  const katib = { database: { name: "tuning", login: { passwordKey: "katib" } } };

  expect(plan({ database: SERVER, components: { ...ALONE, katib } }).katib).toEqual({
    ...SERVER,
    name: "tuning",
    namespace: "kubeflow",
    login: { secret: "kubeflow-database", usernameKey: "username", passwordKey: "katib" },
  });
});

test("a server of its own has its own port, and the login and encryption of the platform's", () => {
  const katib = { database: { host: "pg.example.com", engine: "postgres" } };

  expect(plan({ database: SERVER, components: { ...ALONE, katib } }).katib).toMatchObject({
    provider: "external",
    host: "pg.example.com",
    port: 5432,
    tls: "disable",
    login: { secret: "kubeflow-database" },
  });
});

test("an address alone means an external server, and what speaks one language need not say which", () => {
  const pipelines = { database: { host: "mysql.example.com", tls: "disable" } };
  const { platform } = plan({ components: { ...ALONE, pipelines } });

  expect(platform.values.components["pipelines"]?.["database"]).toMatchObject({
    provider: "external",
    engine: "mysql",
    port: 3306,
  });
  expect(platform.values.components["katib"]?.["database"]).toEqual({ provider: "bundled", namespace: "kubeflow" });
});

test("a user's name takes the place of its key, and a component's key that of the platform's name", () => {
  const database = { ...SERVER, login: { username: "kim" } };
  const named = plan({ database, components: ALONE }).katib;
  const keyed = plan({
    database,
    components: { ...ALONE, katib: { database: { login: { usernameKey: "user" } } } },
  }).katib;

  expect(named).toMatchObject({ login: { secret: "kubeflow-database", username: "kim", passwordKey: "password" } });
  expect(Object.keys((named as { login: object }).login)).not.toContain("usernameKey");
  expect(keyed).toMatchObject({ login: { usernameKey: "user" } });
});

test("a layer that goes back to the bundled servers need not take back what was said of another", () => {
  const company = { database: SERVER, components: { ...ALONE, katib: { database: { name: "tuning" } } } };
  expect(plan(company, { database: { provider: "bundled" } }).katib).toEqual({
    provider: "bundled",
    namespace: "kubeflow",
  });
});

test("nor the other way round the size of a volume, but one that asks for both at once is told", () => {
  const katib = { volumes: { database: { size: "99Gi" } } };
  const mine = { database: SERVER };

  expect(plan({ components: { ...ALONE, katib } }, mine).katib).toMatchObject({ provider: "external" });
  expect(() => plan({ components: ALONE }, { ...mine, components: { katib } })).toThrow(
    /^DATABASE_UNREAD Nothing reads components\.katib\.volumes\.database/,
  );
});

test("what a later layer says of a server that nobody chose is told, whatever an earlier one chose", () => {
  const company = { database: { provider: "bundled" }, components: ALONE };
  expect(() => plan(company, { database: { host: "db.example.com" } })).toThrow(
    /^DATABASE_UNREAD Nothing reads database\.host/,
  );
});

test("a base of one's own is no default: what nothing reads there is told, and what is wrong is shown there", async () => {
  const validate = async (base: string) => {
    const root = temporaryFolder({ "environments/base/values.yaml": base, "environments/test/environment.yaml": "" });
    const terminal = memoryTerminal(root);
    await run(["validate"], terminal);
    return terminal.errors();
  };
  expect(await validate("database: { host: db.example.com }\n")).toContain(
    "environments/base/values.yaml:1:13 DATABASE_UNREAD Nothing reads database.host",
  );
  expect(await validate("database: { provider: external }\n")).toMatch(
    /^environments\/base\/values\.yaml:1:13 DATABASE_INCOMPLETE /m,
  );
});

test("a component of one's own has it, too, with the Secret that it reads", () => {
  const roots = withUserFiles({
    "components/my-tool/component.yaml": `name: my-tool
title: My tool
summary: A web page.
category: data
documentation: https://example.com/my-tool
database: { providers: [external], engines: [postgres], namespace: my-tool }
`,
    "components/my-tool/values.yaml": "enabled: true\ndatabase: { name: my_tool }\n",
    "components/my-tool/values.schema.json": JSON.stringify({
      type: "object",
      properties: { database: { $ref: "#/$defs/componentDatabase" } },
    }),
    "components/my-tool/resources/settings.yaml.ejs": `apiVersion: v1
kind: ConfigMap
metadata: { name: my-tool, namespace: kubeflow }
data: { address: <%= settings.database.host + "/" + settings.database.name %> }
`,
    "environments/mine/environment.yaml": "{}",
    "environments/mine/values.yaml": JSON.stringify({
      platform: { purpose: "evaluation" },
      components: { "my-tool": { database: { host: "pg.example.com", tls: "verify" } } },
    }),
  });
  const own = expectValue(readCatalog(roots));
  const { components } = expectValue(planEnvironment(expectValue(readEnvironment(roots, "mine", own)), own));
  const tool = components.find(({ component }) => component.name === "my-tool");

  expect(tool?.files.get("resources/settings.yaml")).toContain("address: pg.example.com/my_tool");
  expect(tool?.expected.map(({ namespace, name, keys }) => ({ namespace, name, keys }))).toEqual([
    { namespace: "my-tool", name: "kubeflow-database", keys: ["username", "password"] },
  ]);
});
