import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import deepmerge from "deepmerge";
import { describe, expect, test } from "vitest";
import type { Plan } from "../../generator/generate.ts";
import type { ValueMap } from "../../generator/model/value.ts";
import { listExpectations } from "../../generator/review/list/list-expectations.ts";
import { CONNECTOR, catalog, planWith } from "../catalog/plan-with.ts";
import { hasCrdSchemas, schemaErrors } from "../support/crd-schemas.ts";
import { sharedRoot } from "../support/shared.ts";
import {
  type Built,
  type BuiltPlatform,
  buildPlatform,
  containerOf,
  environmentOf,
  RELEASES,
} from "./built-platform.ts";

const merged = (...values: ValueMap[]): ValueMap => deepmerge.all(values) as ValueMap;
const EVALUATION: ValueMap = { platform: { purpose: "evaluation" } };
const BUNDLED_CATALOG: ValueMap = { components: { "model-catalog": { database: { provider: "bundled" } } } };
const MYSQL: ValueMap = merged(EVALUATION, {
  database: { provider: "external", engine: "mysql", host: "db.example.com", port: 3307, tls: "disable" },
});
const POSTGRES: ValueMap = merged(EVALUATION, {
  database: { provider: "external", engine: "postgres", host: "db.example.com", tls: "disable" },
  components: { pipelines: { database: { host: "mysql.example.com" } } },
});
const VERIFIED: ValueMap = { database: { tls: "verify", caConfigMap: "company-ca" } };
const MARIADB: ValueMap = merged(EVALUATION, BUNDLED_CATALOG, {
  database: { provider: "mariadb" },
  components: { mariadb: { enabled: true }, "mariadb-operator": { enabled: true } },
});
/** What uses a database; of Postgres' own the catalog gets one where the platform has MySQL. */
const CONSUMERS = ["pipelines", "katib", "model-registry", "model-catalog"];
const OWN_CATALOG: ValueMap = { components: { "model-catalog": { database: { host: "pg.example.com" } } } };

const USER = { secretKeyRef: { name: "kubeflow-database", key: "username" } };
const PASSWORD = { secretKeyRef: { name: "kubeflow-database", key: "password" } };
const EXCLUDED = "traffic.sidecar.istio.io/excludeOutboundPorts";

/** The names of upstream's servers wherever they are a name of something, with what only belongs to them. */
const DEFAULTS = [
  /: "?mysql(\.kubeflow(\.svc.*)?)?"?$/gm,
  /mysql-secret|mysql-pv-claim|ml-pipeline-mysql|katib-mysql|model-registry-db|metadata-mysql|metadata-postgres|model-catalog-postgres/g,
  /sa\/mysql|MYSQL_ROOT_PASSWORD|MYSQL_USER_NAME|POSTGRES_(USER|HOST|DB|PORT)/g,
];
/** `mysql` as a kind of server, which is no reference to one. */
const KINDS_OF_SERVER = /(name: DB_NAME|name: DBCONFIG_DRIVER)\n +value: mysql|dbType: mysql/g;

function leftOvers({ text }: BuiltPlatform): readonly string[] {
  const rest = text.replace(KINDS_OF_SERVER, "");
  return DEFAULTS.flatMap((pattern) => rest.match(pattern) ?? []);
}

const podOf = (workload: Built): Built => workload.spec.template;
const isAt1102 = (platform: BuiltPlatform) =>
  podOf(platform.find("Deployment", "model-registry-deployment")).spec.containers.length === 2;
const registryOf = (platform: BuiltPlatform): Built =>
  containerOf(
    platform.find("Deployment", "model-registry-deployment"),
    isAt1102(platform) ? "grpc-container" : "rest-container",
  );

describe.skipIf(sharedRoot() === undefined).each(RELEASES)("at %s (needs upstream's manifests)", (release) => {
  const hasCatalog = catalog.releases.get(release)?.components.has("model-catalog") === true;

  let whole: Promise<BuiltPlatform> | undefined;
  const external = () => (whole ??= buildPlatform(release, merged(MYSQL, OWN_CATALOG)));

  test("with the bundled servers all of them are there, so that the next test cannot pass by chance", async () => {
    const found = new Set(leftOvers(await buildPlatform(release, EVALUATION, CONSUMERS)));

    for (const name of ["mysql-pv-claim", "mysql-secret", "ml-pipeline-mysql", "katib-mysql", "model-registry-db"])
      expect(found).toContain(name);
    expect(found.has("model-catalog-postgres")).toBe(hasCatalog);
  });

  test("with an external one nothing of the whole platform is left of them, nor a demo login", async () => {
    const platform = await external();

    expect(leftOvers(platform)).toEqual([]);
    const demo = platform.objects.filter(({ kind, name }) => kind === "Secret" && /mysql|-db-|postgres/.test(name));
    expect(demo.map(({ name }) => name)).toEqual([]);
  });

  test("the three servers of Pipelines read the address, a database each, and the login from the Secret", async () => {
    const platform = await external();
    const { data } = platform.find("ConfigMap", "pipeline-install-config");
    expect(data).toMatchObject({
      dbHost: "db.example.com",
      dbPort: "3307",
      mysqlHost: "db.example.com",
      mysqlPort: "3307",
    });
    expect(data).toMatchObject({ pipelineDb: "mlpipeline", cacheDb: "cachedb", mlmdDb: "metadb", dbType: "mysql" });

    for (const [name, container, prefixes] of [
      ["ml-pipeline", "ml-pipeline-api-server", ["DBCONFIG", "DBCONFIG_MYSQLCONFIG"]],
      ["cache-server", "server", ["DBCONFIG"]],
      ["metadata-grpc-deployment", "container", ["DBCONFIG"]],
    ] as const) {
      const workload = platform.find("Deployment", name);
      const environment = environmentOf(workload, container);
      expect(podOf(workload).metadata.annotations[EXCLUDED]).toBe("3307");
      for (const prefix of prefixes)
        expect([environment[`${prefix}_USER`], environment[`${prefix}_PASSWORD`]]).toEqual([USER, PASSWORD]);
    }
  });

  test("Katib, the registry and the catalog read theirs", async () => {
    const platform = await external();
    expect(environmentOf(platform.find("Deployment", "katib-db-manager"), "katib-db-manager")).toEqual({
      DB_NAME: "mysql",
      DB_USER: USER,
      DB_PASSWORD: PASSWORD,
      KATIB_MYSQL_DB_HOST: "db.example.com",
      KATIB_MYSQL_DB_PORT: "3307",
      KATIB_MYSQL_DB_DATABASE: "katib",
    });
    const { args, env, envFrom } = registryOf(platform);
    expect(args.join("\n")).toMatch(
      isAt1102(platform)
        ? /--mysql_config_host=db\.example\.com\n.*=3307\n.*=model_registry\n.*=\$\(DATABASE_USER\)\n.*=\$\(DATABASE_PASSWORD\)/
        : /-type=mysql\n--embedmd-database-dsn=\$\(DATABASE_USER\):\$\(DATABASE_PASSWORD\)@tcp\(db\.example\.com:3307\)\/model_registry\?charset=utf8mb4$/,
    );
    expect(env.map(({ valueFrom }: Built) => valueFrom)).toEqual([USER, PASSWORD]);
    expect(envFrom).toEqual([{ configMapRef: { name: "model-registry-configmap" } }]);
    const registry = platform.find("Deployment", "model-registry-deployment");
    expect(podOf(registry).metadata.annotations[EXCLUDED]).toBe("3307");
    if (!hasCatalog) return;
    const server = platform.find("Deployment", "model-catalog-server");
    const expected = { PGHOST: "pg.example.com", PGPORT: "5432", PGDATABASE: "model_catalog", PGSSLMODE: "disable" };
    expect(environmentOf(server, "catalog")).toMatchObject({ ...expected, PGUSER: USER, PGPASSWORD: PASSWORD });
    expect(podOf(server).metadata.annotations[EXCLUDED]).toBe("5432");
  });

  test("those that speak it use a PostgreSQL", async () => {
    const platform = await buildPlatform(release, POSTGRES, CONSUMERS);
    expect(leftOvers(platform)).toEqual([]);
    expect(environmentOf(platform.find("Deployment", "katib-db-manager"), "katib-db-manager")).toEqual({
      DB_NAME: "postgres",
      DB_USER: USER,
      DB_PASSWORD: PASSWORD,
      KATIB_POSTGRESQL_DB_HOST: "db.example.com",
      KATIB_POSTGRESQL_DB_PORT: "5432",
      KATIB_POSTGRESQL_DB_DATABASE: "katib",
      KATIB_POSTGRESQL_SSL_MODE: "disable",
    });
    expect(registryOf(platform).args.join("\n")).toMatch(
      isAt1102(platform)
        ? /=postgresql\n--postgres_config_host=db\.example\.com\n--postgres_config_port=5432\n--postgres_config_dbname=model_registry\n/
        : /-type=postgres\n--embedmd-database-dsn=host=db\.example\.com port=5432 dbname=model_registry sslmode=disable$/,
    );
    expect(platform.find("ConfigMap", "pipeline-install-config").data.mysqlHost).toBe("mysql.example.com");
  });

  test("Pipelines encrypts each of its connections, and checks the certificate with the company's authority", async () => {
    const values = merged(MYSQL, VERIFIED, {
      components: {
        katib: { database: { tls: "disable" } },
        "model-registry": { database: { provider: "bundled" } },
        "model-catalog": { database: { provider: "bundled" } },
      },
    });
    const platform = await buildPlatform(release, values, ["pipelines"]);
    const api = platform.find("Deployment", "ml-pipeline");
    expect(JSON.parse(environmentOf(api, "ml-pipeline-api-server")["DBCONFIG_MYSQLCONFIG_EXTRAPARAMS"])).toEqual({
      tls: "true",
    });
    const cache = containerOf(platform.find("Deployment", "cache-server"), "server");
    expect(cache.args).toContain('--db_extra_params={"tls":"true"}');
    for (const [name, container] of [
      ["ml-pipeline", "ml-pipeline-api-server"],
      ["cache-server", "server"],
      ["metadata-grpc-deployment", "container"],
    ] as const) {
      const workload = platform.find("Deployment", name);
      expect(podOf(workload).spec.volumes).toContainEqual({ name: "database-ca", configMap: { name: "company-ca" } });
      expect(containerOf(workload, container).volumeMounts).toContainEqual({
        name: "database-ca",
        mountPath: "/etc/database-ca",
        readOnly: true,
      });
    }
    const metadata = containerOf(platform.find("Deployment", "metadata-grpc-deployment"), "container");
    expect(metadata.command).toEqual(["/bin/sh", "-ec"]);
    expect(configurationOf(metadata.args[0], String.raw`a"b\c $d'`)).toBe(
      String.raw`connection_config { mysql {
host: "db.example.com"
port: 3307
database: "metadb"
user: "me"
password: "a\"b\\c $d'"
ssl_options { ca: "/etc/database-ca/ca.crt" verify_server_cert: true }
} } migration_options { enable_upgrade_migration: true }
`,
    );
  });

  test("Katib, the registry and the catalog check the certificate of a PostgreSQL, where they can", async () => {
    const others: ValueMap = { components: { pipelines: { database: { provider: "bundled" } } } };
    const withRegistry = merged(EVALUATION, VERIFIED, others, {
      database: { provider: "external", engine: "postgres", host: "db.example.com" },
    });
    const registryAlone: ValueMap = { components: { "model-registry": { database: { tls: "disable" } } } };
    const isOld = RELEASES.indexOf(release) === 0;
    if (isOld)
      expect(() => planWith(merged(withRegistry, { platform: { release } }))).toThrow(/SETTING_REFUSED.*plain text/);
    const platform = await buildPlatform(
      release,
      isOld ? merged(withRegistry, registryAlone) : withRegistry,
      CONSUMERS,
    );

    const katib = environmentOf(platform.find("Deployment", "katib-db-manager"), "katib-db-manager");
    expect(katib).toMatchObject({ KATIB_POSTGRESQL_SSL_MODE: "verify-full", PGSSLROOTCERT: "/etc/database-ca/ca.crt" });
    if (!isOld) {
      const { args } = registryOf(platform);
      expect(args).toContain("--embedmd-database-ssl-verify-server-cert");
      expect(args).toContain("--embedmd-database-ssl-ca=/etc/database-ca/ca.crt");
      expect(args.join("\n")).toContain("sslmode=verify-full");
    }
    if (!hasCatalog) return;
    const server = environmentOf(platform.find("Deployment", "model-catalog-server"), "catalog");
    expect(server).toMatchObject({ PGSSLMODE: "verify-full", PGSSLROOTCERT: "/etc/database-ca/ca.crt" });
  });

  test("with mariadb each has a user and databases, beside the Secret that both are made of", async () => {
    const platform = await buildPlatform(release, MARIADB, [...CONSUMERS, "mariadb"]);
    const own = (kind: string) =>
      platform.all(kind).map(({ metadata, spec }) => `${metadata.namespace} ${spec.name ?? spec.database}`);

    expect(own("User").sort()).toEqual(["kubeflow katib", "kubeflow model-registry", "kubeflow pipelines"]);
    const databases = ["cachedb", "katib", "metadb", "mlpipeline", "model_registry"].map((name) => `kubeflow ${name}`);
    expect(own("Database").sort()).toEqual(databases);
    expect(own("Grant").sort()).toEqual(databases);
    expect(platform.find("User", "katib").spec.passwordSecretKeyRef).toEqual({
      name: "kubeflow-database",
      key: "password",
    });
    expect(platform.find("ConfigMap", "pipeline-install-config").data.dbHost).toBe(
      "database.mariadb.svc.cluster.local",
    );
    const environment = environmentOf(platform.find("Deployment", "katib-db-manager"), "katib-db-manager");
    expect(environment).toMatchObject({ DB_USER: "katib", DB_PASSWORD: PASSWORD });
    const { env } = containerOf(platform.find("Deployment", "metadata-grpc-deployment"), "container");
    expect(env).toContainEqual({ name: "DBCONFIG_USER", value: "pipelines" });
    expect(env).toContainEqual({ name: "DBCONFIG_PASSWORD", valueFrom: PASSWORD });
    expect(
      leftOvers(platform).filter((each) => each !== "model-catalog-postgres" && !each.startsWith("POSTGRES_")),
    ).toEqual([]);
    const order = platform.plan.components.map(({ component }) => component.name);
    for (const name of ["pipelines", "katib", "model-registry"])
      expect(order.indexOf("mariadb")).toBeLessThan(order.indexOf(name));
    const customs = ["User", "Database", "Grant", "MariaDB"].flatMap((kind) => platform.all(kind));
    if (hasCrdSchemas) expect(customs.flatMap((each) => schemaErrors(each))).toEqual([]);
  });
});

test.each(RELEASES)("in production at %s no patch is left for what is gone with a server", (release) => {
  const production = {
    platform: { release, purpose: "production" },
    components: { dex: { connectors: [CONNECTOR] } },
  };
  for (const values of [merged(MYSQL, OWN_CATALOG), POSTGRES, MARIADB])
    expect(planWith(merged(values, production)).components.length).toBeGreaterThan(10);
});

test("the ambient mesh has no patch for a server that is gone: it would hit nothing", () => {
  const ambient = merged(MYSQL, OWN_CATALOG, { mesh: { mode: "ambient" } });

  expect(planWith(ambient).components.length).toBeGreaterThan(10);
});

describe("what has to be in the cluster", () => {
  test("is a Secret in the namespace of each, with the keys that are read, and the authority", () => {
    const values = merged(MYSQL, VERIFIED, OWN_CATALOG, {
      platform: { purpose: "production" },
      components: {
        dex: { connectors: [CONNECTOR] },
        katib: { database: { tls: "disable", login: { secret: "katib-login", username: "kim" } } },
        "model-registry": { namespace: "kubeflow-system" },
      },
    });

    expect(expectedOf(planWith(values))).toEqual([
      "katib: Secret kubeflow/katib-login: password",
      "model-catalog: ConfigMap kubeflow/company-ca: ca.crt",
      "model-catalog: Secret kubeflow/kubeflow-database: username, password",
      "model-registry: ConfigMap kubeflow-system/company-ca: ca.crt",
      "model-registry: Secret kubeflow-system/kubeflow-database: username, password",
      "pipelines: ConfigMap kubeflow/company-ca: ca.crt",
      "pipelines: Secret kubeflow/kubeflow-database: username, password",
    ]);
  });

  test("is stored once: elsewhere than where most read it, the platform's login has the values of there", () => {
    const own: ValueMap = { components: { "model-registry": { namespace: "kubeflow-system" } } };
    const { components } = planWith(merged(MYSQL, OWN_CATALOG, own));
    const equals = Object.fromEntries(
      components.flatMap(({ component, expected }) =>
        expected.filter(({ name }) => name === "kubeflow-database").map((each) => [component.name, each.equals]),
      ),
    );
    const stored = { namespace: "kubeflow", name: "kubeflow-database" };

    expect(equals["pipelines"]).toEqual({});
    // Another server, though with a Secret of that name.
    expect(equals["model-catalog"]).toEqual({});
    expect(equals["model-registry"]).toEqual({
      username: { ...stored, key: "username" },
      password: { ...stored, key: "password" },
    });
  });

  test("is the password alone where the name is made from the values", () => {
    const all = expectedOf(planWith(merged(MARIADB, { platform: { purpose: "evaluation" } })));
    expect(all).toContain("pipelines: Secret kubeflow/kubeflow-database: password");
    expect(all.join()).not.toContain("username");
    // The server makes the users with it, and syncs before them: it is there by then only if it is expected by then.
    expect(all).toContain("mariadb: Secret kubeflow/kubeflow-database: password");
  });
});

describe("charts", () => {
  const flyte: ValueMap = { components: { flyte: { enabled: true, objectStore: { bucket: "flyte" } } } };
  const mlflow: ValueMap = { components: { mlflow: { enabled: true, objectStore: { bucket: "mlflow" } } } };
  const chartOf = (name: string, values: ValueMap) =>
    planWith(values)
      .components.find(({ component }) => component.name === name)
      ?.files.get("chart/values.yaml") ?? "";

  test("take the platform's external server where it fits", () => {
    const named: ValueMap = { database: { login: { username: "kim" } } };
    const chart = chartOf("flyte", merged(POSTGRES, named, flyte));
    expect(chart).toMatch(/host: db\.example\.com\n +port: 5432\n +dbname: flyte\n +username: kim\n/);
    expect(chart).toContain("secretName: kubeflow-database");
    const other = chartOf("mlflow", merged(MYSQL, OWN_CATALOG, mlflow));
    expect(other).toMatch(/mysql:\n +enabled: true\n +host: db\.example\.com\n +port: 3307\n +database: mlflow\n/);
  });

  test("have their own where it does not, and without one say so", () => {
    const own: ValueMap = {
      components: { flyte: { database: { host: "pg.example.com", login: { username: "kim" } } } },
    };
    expect(chartOf("flyte", merged(MYSQL, OWN_CATALOG, flyte, own))).toMatch(/host: pg\.example\.com\n +port: 5432\n/);
    expect(() => planWith(merged(MYSQL, OWN_CATALOG, flyte))).toThrow(/DATABASE_UNFIT flyte .* mysql/);
    expect(() => planWith(merged(EVALUATION, flyte))).toThrow(/DATABASE_UNFIT flyte .* bundled/);
    expect(() => planWith(merged(POSTGRES, flyte))).toThrow(/SETTING_REFUSED Flyte's chart takes the name/);
    expect(() => planWith(merged(POSTGRES, VERIFIED, mlflow))).toThrow(/SETTING_REFUSED .*MLflow's chart/);
  });
});

describe("what cannot be is said", () => {
  test.each<[string, ValueMap, RegExp]>([
    [
      "Pipelines on PostgreSQL",
      { ...EVALUATION, database: POSTGRES["database"] ?? null },
      /DATABASE_UNFIT pipelines .* postgres/,
    ],
    ["the catalog on MySQL", MYSQL, /DATABASE_UNFIT model-catalog .* mysql/],
    [
      "MySQL over TLS with Katib",
      merged(MYSQL, VERIFIED, OWN_CATALOG),
      /DATABASE_UNFIT katib speaks mysql in plain text/,
    ],
    [
      "an unknown authority for the metadata server",
      merged(MYSQL, OWN_CATALOG, {
        database: { tls: "verify" },
        components: { katib: { database: { tls: "disable" } } },
      }),
      /SETTING_REFUSED The image of the metadata server has no public/,
    ],
    [
      "a server without an address",
      merged(EVALUATION, { database: { provider: "external", engine: "mysql" } }, BUNDLED_CATALOG),
      /DATABASE_INCOMPLETE The database of katib, model-registry, pipelines .* host, tls/,
    ],
    [
      "two with one database",
      merged(MYSQL, OWN_CATALOG, { components: { katib: { database: { name: "metadb" } } } }),
      /DATABASE_SHARED katib and pipelines/,
    ],
    [
      "an address that nobody reads",
      merged(EVALUATION, { database: { host: "db.example.com" } }),
      /DATABASE_UNREAD Nothing reads database\.host/,
    ],
    [
      "a name that nobody reads",
      merged(EVALUATION, { components: { katib: { database: { name: "x" } } } }),
      /DATABASE_UNREAD Nothing reads components\.katib\.database\.name/,
    ],
    [
      "mariadb without its component",
      merged(EVALUATION, BUNDLED_CATALOG, { database: { provider: "mariadb" } }),
      /^DATABASE_SERVER_OFF [^\n]*$/,
    ],
  ])("%s", (_, values, message) => expect(() => planWith(values)).toThrow(message));
});

/** `katib: Secret kubeflow/katib-login: password`, of those who have a database. */
function expectedOf({ platform, components }: Plan): readonly string[] {
  return listExpectations(platform, components)
    .filter(({ reason }) => /logs in to its database|authority of the database|users of the server/.test(reason))
    .map(
      ({ component, kind, namespace, name, keys }) => `${component}: ${kind} ${namespace}/${name}: ${keys.join(", ")}`,
    )
    .sort();
}

/** The file that the metadata server's script writes before it starts the server. */
function configurationOf(script: string, password: string): string {
  const folder = mkdtempSync(join(tmpdir(), "metadata-"));
  const here = script.replaceAll("/run/metadata", folder).replace(/^exec .*$/m, "true");
  const env = { MYSQL_HOST: "db.example.com", MYSQL_PORT: "3307", MYSQL_DATABASE: "metadb", DBCONFIG_USER: "me" };
  const { status } = spawnSync("/bin/sh", ["-ec", here], {
    env: { PATH: process.env["PATH"], ...env, DBCONFIG_PASSWORD: password },
  });
  expect(status).toBe(0);
  const text = readFileSync(join(folder, "server.pbtxt"), "utf8");
  rmSync(folder, { recursive: true });
  return text;
}
