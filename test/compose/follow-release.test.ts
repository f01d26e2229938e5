import { expect, test } from "vitest";
import { partObjects } from "../../generator/compose/part-objects.ts";
import { upstreamObjects, upstreamView } from "../../generator/compose/templates/upstream-view.ts";
import { replicaCounts } from "../../generator/compose/workloads/replica-counts.ts";
import type { Platform, PlatformComponent, PlatformPart } from "../../generator/model/platform.ts";
import type { Value } from "../../generator/model/value.ts";
import { fakeComponent, fakeObject, fakePlatform } from "../support/fake-platform.ts";

const CLAIM = fakeObject("v1", "PersistentVolumeClaim", "tools/data", {
  spec: { resources: { requests: { storage: "20Gi" } } },
});
const SERVER = fakeObject("apps/v1", "Deployment", "tools/server-of-old", {
  spec: {
    selector: { matchLabels: { app: "server" } },
    template: {
      metadata: { labels: { app: "server", version: "1" } },
      spec: { containers: [{ image: "a/server:1" }] },
    },
  },
});
const ROLE = fakeObject("rbac.authorization.k8s.io/v1", "ClusterRole", "server");

function part(patches: readonly Value[], namespace?: string): PlatformPart {
  const objects = [CLAIM, SERVER, ROLE];
  return { name: "all", path: "tools", reference: "https://example.com//tools", namespace, patches, objects };
}

/** A platform with one component, whose release knows other names of its objects. */
function platformWith(replicas: Record<string, number>): { platform: Platform; tool: PlatformComponent } {
  const { component } = fakeComponent({ name: "tool" });
  const tool = {
    component,
    version: "v1.2.3",
    settings: { enabled: true, replicas },
    parts: [part([])],
    additions: [],
  };
  const names = { server: "server-of-old", gone: null, "example.com/server": "old.example.com/server" };
  const place = { file: "components/releases/1.yaml", line: 1, column: 1 };
  const base = fakePlatform();
  const components = new Map([["tool", { version: "v1.2.3", resources: {}, names, parts: new Map(), place }]]);
  return { platform: { ...base, release: { ...base.release, components }, components: [tool] }, tool };
}

const namesOf = (patches: readonly Value[]) => partObjects(part(patches)).map(({ name }) => name);

test("a mend takes away the object that it names, or all that its target selects", () => {
  const metadata = { name: "data", namespace: "tools" };
  expect(namesOf([{ $patch: "delete", apiVersion: "v1", kind: "PersistentVolumeClaim", metadata }])).toEqual([
    "server-of-old",
    "server",
  ]);
  const any = { $patch: "delete", apiVersion: "v1", kind: "Any", metadata: { name: "any" } };
  expect(namesOf([{ target: { kind: "Deployment|ClusterRole" }, patch: any }])).toEqual(["data"]);
  expect(namesOf([{ target: { kind: "Deployment" }, patch: [{ op: "remove", path: "/spec" }] }])).toHaveLength(3);
});

test("a mend's image and size are known from then on", () => {
  const [claim, server] = partObjects(
    part([
      {
        apiVersion: "apps/v1",
        kind: "Deployment",
        metadata: { name: "server-of-old", namespace: "tools" },
        spec: { template: { spec: { containers: [{ name: "server", image: "b/server:2" }] } } },
      },
      {
        apiVersion: "v1",
        kind: "PersistentVolumeClaim",
        metadata: { name: "data", namespace: "tools" },
        spec: { resources: { requests: { storage: "50Gi" } } },
      },
    ]),
  );
  expect(server?.images).toEqual(["a/server:1", "b/server:2"]);
  expect(claim?.claims).toEqual([{ name: "data", size: "50Gi", accessModes: [] }]);
});

test("a part's namespace is that of everything in it but of what has none", () => {
  expect(partObjects(part([], "elsewhere")).map(({ namespace }) => namespace)).toEqual([
    "elsewhere",
    "elsewhere",
    undefined,
  ]);
});

test("a template asks what the release has and what it calls it", () => {
  const { platform, tool } = platformWith({});
  const upstream = upstreamView(platform, tool, upstreamObjects(platform));
  expect(upstream.version).toBe("v1.2.3");
  expect(upstream.named("server")).toBe("server-of-old");
  expect(upstream.named("data")).toBe("data");
  expect(() => upstream.named("gone")).toThrow("has no gone");
  expect(upstream.has("Deployment", "tools", "server-of-old")).toBe(true);
  expect(upstream.has("Deployment", "other", "server-of-old")).toBe(false);
  expect(upstream.has("ClusterRole", "", "server")).toBe(true);
  expect(upstream.podSelector("Deployment", "tools", "server-of-old")).toEqual({ app: "server" });
  expect(() => upstream.podSelector("Deployment", "tools", "server")).toThrow("no Deployment tools/server");
});

test("replicas find their workload under the name of another release; one that the release lacks is passed over", () => {
  const inventory = { objects: [SERVER], removed: [], problems: [] };
  const counts = (replicas: Record<string, number>) => {
    const { platform, tool } = platformWith(replicas);
    return replicaCounts(platform, tool, inventory);
  };
  expect(counts({ server: 2, gone: 3 })).toEqual({ ok: true, value: { "server-of-old": 2 } });
  expect(counts({ "server-of-old": 2 })).toEqual({ ok: true, value: { "server-of-old": 2 } });
  expect(counts({ sever: 2 })).toMatchObject({ ok: false, problems: [{ code: "REPLICAS_HIT_NOTHING" }] });
});
