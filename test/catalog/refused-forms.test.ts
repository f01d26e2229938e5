import { readFileSync } from "node:fs";
import deepmerge from "deepmerge";
import fastGlob from "fast-glob";
import { describe, expect, test } from "vitest";
import type { ValueMap } from "../../generator/model/value.ts";
import { repositoryRoot } from "../support/repository-root.ts";
import { CONNECTOR, tryPlanWith } from "./plan-with.ts";

/** What the API server or a controller would refuse later, by what is said of it here. */

function problemsOf(values: ValueMap): readonly string[] {
  const result = tryPlanWith(deepmerge({ components: { dex: { connectors: [CONNECTOR] } } }, values) as ValueMap);
  return result.ok ? [] : result.problems.map(({ code, message, hint = "" }) => `${code} ${message} ${hint}`.trim());
}

const service = (settings: ValueMap): ValueMap => ({ gateway: { service: { type: "LoadBalancer", ...settings } } });
const profile = (settings: ValueMap): ValueMap => ({
  profiles: [{ name: "team", owner: "a@example.com", ...settings }],
});
const component = (name: string, settings: ValueMap): ValueMap => ({ components: { [name]: settings } });

describe("refused", () => {
  test.each<[string, ValueMap]>([
    ["platform.labels must be the key of a label", { platform: { labels: { "bad key!": "a" } } }],
    ["platform.labels.a must be the value of a label", { platform: { labels: { a: "ümläut" } } }],
    ["platform.labels.a must be the value of a label", { platform: { labels: { a: "x".repeat(70) } } }],
    ["scheduling.nodeSelector must be the key of a label", { scheduling: { nodeSelector: { "a b": "c" } } }],
    ["scheduling.nodeSelector.a must be the value", { scheduling: { nodeSelector: { a: "c d!" } } }],
    [
      "scheduling.tolerations[0].value must be left out where `operator` is Exists",
      { scheduling: { tolerations: [{ key: "a", operator: "Exists", value: "b" }] } },
    ],
    ["scheduling.tolerations[0].key is missing", { scheduling: { tolerations: [{ value: "b" }] } }],
    [
      'scheduling.tolerations[0].effect must be "NoExecute"',
      { scheduling: { tolerations: [{ key: "a", effect: "NoSchedule", tolerationSeconds: 5 }] } },
    ],
    [
      "scheduling.topologySpreadConstraints[0].topologyKey must be the key of a label",
      { scheduling: { topologySpreadConstraints: [{ topologyKey: "zone!" }] } },
    ],
    ["gateway.service.annotations must be the key of an annotation", service({ annotations: { "bad key": "x" } })],
    ["gateway.service.loadBalancerIP must be an IP address", service({ loadBalancerIP: "not-an-ip" })],
    [
      "gateway.service.loadBalancerSourceRanges[0] must be a network",
      service({ loadBalancerSourceRanges: ["999.0.0.0/40"] }),
    ],
    ["components.profiles.namespaceLabels must be the key", component("profiles", { namespaceLabels: { "a b": "u" } })],
    ["components.profiles.namespaceLabels.a must be the value", component("profiles", { namespaceLabels: { a: "ü" } })],
    ['profiles[0].quota["requests.cpu"] must be a quantity', profile({ quota: { "requests.cpu": "lots" } })],
    ["profiles[0].quota must be what a ResourceQuota counts", profile({ quota: { foo: 1 } })],
    [
      "profiles[0].limitRange.defaultRequest.cpu must be a quantity",
      profile({ limitRange: { defaultRequest: { cpu: "many" } } }),
    ],
    [
      "components.pipelines.volumes.database.size must be a text",
      component("pipelines", { volumes: { database: { size: 0 } } }),
    ],
    [
      "components.pipelines.volumes.database.size must be the size of a volume",
      component("pipelines", { volumes: { database: { size: "500m" } } }),
    ],
    [
      "components.pipelines.scheduleTimezone must be a time zone",
      component("pipelines", { scheduleTimezone: "Europe/Berln" }),
    ],
    ["Write a duration, more than nothing", { delivery: { controller: "flux", flux: { interval: 5 } } }],
    ["delivery.flux.interval must be a duration", { delivery: { controller: "flux", flux: { interval: "0s" } } }],
    ["gateway.tls.issuer.kind must be", { gateway: { tls: { issuer: { name: "foo", kind: "Issuerr" } } } }],
    ["delivery.repository.revision must be a branch", { delivery: { repository: { revision: "feature branch" } } }],
    [
      "identity.issuerCa must be certificates",
      {
        identity: {
          provider: "oidc",
          issuer: "https://login.example.com",
          clientId: "a",
          issuerCa: "-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n",
        },
      },
    ],
  ])("%s", (words, values) => {
    expect(
      problemsOf(values)
        .join("\n")
        .replaceAll(/The key "[^"]*" in (\S+)/g, "$1"),
    ).toContain(words);
  });
});

test("resources without the name of a container are that, and nothing else", () => {
  const resources = { limits: { memory: "1Gi" }, requests: { cpu: "1" } };
  const problems = problemsOf(component("katib", { workloads: { "katib-ui": { resources } } }));
  expect(problems).toEqual([
    expect.stringMatching(/^WRONG_FORMAT The key "limits" in .*katib-ui.resources must be the name of a container/),
    expect.stringMatching(/^WRONG_FORMAT The key "requests" in .*katib-ui.resources must be the name of a container/),
  ]);
});

test("what Kubernetes lets through is let through", () => {
  const values = {
    platform: { labels: { "example.com/Team_1": "", a: "x".repeat(63) } },
    scheduling: {
      nodeSelector: { "topology.kubernetes.io/zone": "eu-1a" },
      tolerations: [{ operator: "Exists" }, { key: "a", effect: "NoExecute", tolerationSeconds: 0 }],
    },
    ...service({ annotations: { "Example.com/a": "ü" }, loadBalancerIP: "2001:db8::1" }),
    ...profile({
      quota: {
        "requests.nvidia.com/gpu": "4",
        "count/jobs.batch": 5,
        "fast.storageclass.storage.k8s.io/requests.storage": "1Ti",
      },
      limitRange: { max: { cpu: "1.5", "nvidia.com/gpu": 1, memory: "1Pi" } },
    }),
    components: { pipelines: { scheduleTimezone: "Asia/Calcutta" } },
    delivery: { repository: { revision: "refs/heads/feature/x" } },
  };
  expect(problemsOf(values)).toEqual([]);
});

test("no schema defines a name twice: the first would count for nothing", () => {
  for (const file of fastGlob.sync(["schemas/*.json", "components/*/*.schema.json"], { cwd: repositoryRoot })) {
    const text = readFileSync(`${repositoryRoot}/${file}`, "utf8");
    // Parsing keeps the last of two; printing both again shows that one is lost.
    const keys = [...text.matchAll(/"(?:[^"\\]|\\.)*"\s*:/g)].length;
    let kept = 0;
    JSON.parse(text, (_, value) => {
      if (typeof value === "object" && value !== null && !Array.isArray(value)) kept += Object.keys(value).length;
      return value;
    });
    expect(kept, file).toBe(keys);
  }
});
