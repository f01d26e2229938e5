import { expect, test } from "vitest";
import { isCredentialName } from "../../generator/facts/credential-name.ts";
import { describeObject } from "../../generator/facts/describe-object.ts";
import type { Value, ValueMap } from "../../generator/model/value.ts";

const found = (object: ValueMap) => describeObject(object).plainCredentials ?? [];
const container = (fields: ValueMap) =>
  found({ apiVersion: "apps/v1", kind: "Deployment", spec: { template: { spec: { containers: [fields] } } } });
const variable = (name: string, value: string) => container({ env: [{ name, value }] });
const configuration = (data: ValueMap) => found({ apiVersion: "v1", kind: "ConfigMap", data });

test.each([
  "MYSQL_ROOT_PASSWORD",
  "clientSecret",
  "bindPW",
  "--db-password",
  "AWS_SECRET_ACCESS_KEY",
  "api_key",
  "HF_TOKEN",
  "PGPASSWORD",
  "ADMIN_PASS",
])("%s is the name of a credential", (name) => expect(isCredentialName(name)).toBe(true));

test.each([
  "passwordSecret",
  "SECRET_NAME",
  "tokenFile",
  "ENABLE_M2M_TOKENS",
  "hashFromEnv",
  "tlsSecret",
  "keySecret",
  "secretKey",
  "PASS_THROUGH",
])("%s is not", (name) => expect(isCredentialName(name)).toBe(false));

test.each<[string, string, readonly string[]]>([
  ["PASSWORD", "minio123", ["PASSWORD"]],
  ["PASSWORD", "12341234", ["PASSWORD"]],
  ["MINIO_SECRET_KEY", "minio123", ["MINIO_SECRET_KEY"]],
  ["PASSWORD", "", []],
  ["PASSWORD", "$(FROM_SECRET)", []],
  ["PASSWORD_FILE", "/run/secrets/password", []],
  ["TOKEN", "/var/run/secrets/token", []],
  ["REQUIRE_TOKEN", "true", []],
  ["MYSQL_ALLOW_EMPTY_PASSWORD", "true", ["MYSQL_ALLOW_EMPTY_PASSWORD"]],
  ["MYSQL_ALLOW_EMPTY_PASSWORD", "no", []],
  ["POSTGRES_HOST_AUTH_METHOD", "trust", ["POSTGRES_HOST_AUTH_METHOD"]],
  ["DATABASE_URL", "postgres://catalog:postgres@db:5432/x", ["value"]],
  ["DATABASE_URL", "postgres://$(USER):$(PASSWORD)@db:5432/x", []],
  ["DATABASE_URL", "postgres://catalog@db:5432/x", []],
  ["DSN", "root:test@tcp(db:3306)/katib", ["value"]],
  ["DSN", "root:$(PASSWORD)@tcp(db:3306)/katib", []],
  ["DSN", "host=db user=x password=postgres", ["value"]],
])("a variable %s=%s", (name, value, credentials) => {
  expect(variable(name, value)).toEqual(credentials);
});

test("a server that has a password beside the permission to have none has one", () => {
  const valueFrom = { secretKeyRef: { name: "a", key: "b" } };
  const env = [
    { name: "MYSQL_ALLOW_EMPTY_PASSWORD", value: "true" },
    { name: "MYSQL_ROOT_PASSWORD", valueFrom },
  ];
  expect(container({ env })).toEqual([]);
});

test.each<[readonly string[], readonly string[]]>([
  [["--db-password=test"], ["db-password"]],
  [["--db-password", "test"], ["db-password"]],
  [["--db-password=$(PASSWORD)"], []],
  [["--db-password", "--verbose"], []],
  [["--mysql-native-password=ON"], []],
  [["server", "--token=$TOKEN"], []],
])("flags %j", (args, credentials) => {
  expect(container({ args })).toEqual(credentials);
});

test.each<[ValueMap, readonly string[]]>([
  [{ password: "postgres" }, ["password"]],
  [{ password: "postgres\n" }, ["password"]],
  [{ password: "$PASSWORD\n" }, []],
  [{ "app.ini": "password = postgres" }, ["password"]],
  [{ "config.yaml": "db:\n  password: postgres\n  user: x\n" }, ["password"]],
  [{ "config.yaml": "db:\n  password: $PASSWORD\n  passwordSecret: x\n" }, []],
  [{ "config.yaml": "# password: postgres\nx: y\n" }, []],
  [{ "settings.ini": "[db]\npassword = postgres\n" }, ["password"]],
  [{ "settings.json": '{\n  "clientSecret": "abc"\n}\n' }, ["clientSecret"]],
  // A program assigns what it has read.
  [{ "sync.py": "password = os.environ['X']\ntoken = 'x'\n" }, []],
  [{ key: "-----BEGIN RSA PRIVATE KEY-----\nMIIE\n" }, ["key"]],
  [{ certificate: "-----BEGIN CERTIFICATE-----\nMIIE\n" }, []],
])("settings %j", (data, credentials) => {
  expect(configuration(data)).toEqual(credentials);
});

test("a long text takes time with its length, not with the square of it", () => {
  const word = "a1".repeat(1_000_000);
  const texts = [`${word}=`, `x://${word}=`, `${"host=".repeat(50_000)}`, `a@${word}`];
  expect(container({ args: texts })).toEqual([]);
  expect(configuration({ "app.ini": `password = a${" ".repeat(200_000)}#\nx=y\n` })).toEqual([]);
});

test("what a definition calls a password is none, and a Secret has its own list", () => {
  const schema: Value = { properties: { password: { default: "x" } }, env: [{ name: "PASSWORD", value: "x" }] };
  expect(found({ apiVersion: "apiextensions.k8s.io/v1", kind: "CustomResourceDefinition", spec: schema })).toEqual([]);
  expect(found({ apiVersion: "v1", kind: "Secret", stringData: { password: "x" } })).toEqual([]);
});
