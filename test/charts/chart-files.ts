import { generate } from "../../generator/generate.ts";
import { readCatalog } from "../../generator/layers/read-catalog.ts";
import { readEnvironment } from "../../generator/layers/read-environment.ts";
import type { FileTree } from "../../generator/model/file-tree.ts";
import type { Problem, Result } from "../../generator/model/problem.ts";
import type { ValueMap } from "../../generator/model/value.ts";
import { withUserFiles } from "../layers/temporary-roots.ts";

/** A component of a user's that is a chart with one setting and objects of its own. */
export const CHART_COMPONENT: Readonly<Record<string, string>> = {
  "components/cache/component.yaml": `name: cache
title: Cache
summary: Keeps what is asked for often.
category: data
documentation: https://example.com/
chart:
  repository: https://charts.example.com
  name: cache-server
  version: 1.2.3
  namespace: cache
  kinds: [/Service, /Secret, apps/StatefulSet, rbac.authorization.k8s.io/ClusterRole]
  defines:
    cache.example.com/CachePool: Cluster
    cache.example.com/CachedPath: Namespaced
`,
  "components/cache/values.yaml": "enabled: true\nsize: 1Gi\n",
  "components/cache/values.schema.json": `{ "type": "object", "properties": { "size": { "description": "How much.", "type": "string" } } }`,
  "components/cache/resources/namespace.yaml": "apiVersion: v1\nkind: Namespace\nmetadata: { name: cache }\n",
  "components/cache/chart/values.yaml.ejs":
    "size: <%= settings.size %>\nzones: [a, b]\nlimits: { memory: 1Gi, cpu: '1' }\n",
};

/** The same chart from an OCI registry. */
export const OCI_COMPONENT: Readonly<Record<string, string>> = {
  ...CHART_COMPONENT,
  "components/cache/component.yaml": (CHART_COMPONENT["components/cache/component.yaml"] ?? "")
    .replace("https://charts.example.com", "oci://registry.example.com/charts")
    .replace("version: 1.2.3", "version: 1.2.3+build.4\n  release: hot"),
};

/** Everything that is generated for an environment with these files of a user's and these values. */
export function generated(files: Readonly<Record<string, string>>, values: ValueMap = {}): Result<FileTree> {
  const roots = withUserFiles({
    "environments/mine/environment.yaml": "{}",
    "environments/mine/values.yaml": JSON.stringify({ platform: { purpose: "evaluation" }, ...values }),
    ...files,
  });
  const catalog = readCatalog(roots);
  if (!catalog.ok) return catalog;
  const environment = readEnvironment(roots, "mine", catalog.value);
  if (!environment.ok) return environment;
  const result = generate(environment.value, catalog.value);
  return result.ok ? { ok: true, value: result.value.files } : result;
}

export function filesOf(result: Result<FileTree>): FileTree {
  if (!result.ok) throw new Error(printed(result).join("\n"));
  return result.value;
}

/** The problems of a run as a user reads their first line. */
export function printed(result: Result<unknown>): readonly string[] {
  const line = ({ code, message, place }: Problem) => `${place?.file}:${place?.line} ${code} ${message}`;
  return result.ok ? [] : result.problems.map(line);
}
