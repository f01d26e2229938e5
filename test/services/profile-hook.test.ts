import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, onTestFinished, test } from "vitest";
import type { ValueMap } from "../../generator/model/value.ts";
import { sharedRoot } from "../support/shared.ts";
import { type Built, buildPlatform } from "./built-platform.ts";

const hasPython = spawnSync("python3", ["--version"]).status === 0;

const VALUES: ValueMap = {
  platform: { purpose: "evaluation" },
  objectStore: {
    provider: "external",
    bucket: "example-artifacts",
    profileBucket: "example-{profile}",
    endpoint: "https://objects.example.com",
    credentials: { secret: "store", accessKeyKey: "id", secretKeyKey: "key" },
  },
  images: { mirrors: [{ from: "ghcr.io", to: "registry.example.com/ghcr" }] },
};

/** A hook that runs until the test ends, as metacontroller sees it, and the folder where its credentials are mounted. */
interface RunningHook {
  readonly ask: (request: object) => Promise<{ readonly status: number; readonly body: string }>;
  readonly credentials: string;
}

/** What metacontroller sends about a namespace: https://metacontroller.github.io/metacontroller/api/decoratorcontroller.html */
function requestFor(name: string, labels: Readonly<Record<string, string>>): object {
  const kinds = ["ConfigMap.v1", "Secret.v1", "Service.v1", "Deployment.apps/v1"];
  return {
    controller: { apiVersion: "metacontroller.k8s.io/v1alpha1", kind: "DecoratorController" },
    object: { apiVersion: "v1", kind: "Namespace", metadata: { name, labels }, status: { phase: "Active" } },
    attachments: Object.fromEntries(kinds.map((kind) => [kind, {}])),
    related: {},
    finalizing: false,
  };
}

const PROFILE = { "pipelines.kubeflow.org/enabled": "true" };

async function runHook(release: string, values: ValueMap = VALUES): Promise<RunningHook> {
  const { find } = await buildPlatform(release, values, ["pipelines"]);
  const folder = mkdtempSync(join(tmpdir(), "profile-hook-"));
  const credentials = join(folder, "credentials");
  mkdirSync(credentials);
  writeFileSync(join(credentials, "id"), "access");
  writeFileSync(join(credentials, "key"), "secret");
  const code = find("ConfigMap", "kubeflow-pipelines-profile-controller-code").data as Record<string, string>;
  for (const [name, text] of Object.entries(code)) writeFileSync(join(folder, name), text);
  const port = await freePort();
  // Without what the machine has installed: upstream's image has the standard library and nothing else for certain.
  const child = spawn("python3", ["-I", "-S", join(folder, "sync.py")], {
    env: { CONTROLLER_PORT: String(port), CREDENTIALS: credentials },
    stdio: "ignore",
  });
  onTestFinished(() => {
    child.kill();
    rmSync(folder, { recursive: true });
  });
  const url = `http://127.0.0.1:${port}/sync`;
  await untilItAnswers(url, child);
  return {
    ask: async (request) => {
      const response = await fetch(url, { method: "POST", body: JSON.stringify(request) });
      return { status: response.status, body: await response.text() };
    },
    credentials,
  };
}

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, "127.0.0.1", () => {
      const address = server.address();
      server.close(() => resolve(typeof address === "object" && address !== null ? address.port : 0));
    });
  });
}

async function untilItAnswers(url: string, child: ChildProcess): Promise<void> {
  for (let attempt = 0; attempt < 200 && child.exitCode === null; attempt++) {
    const answered = await fetch(url, { method: "POST", body: "{}" }).then(
      () => true,
      () => false,
    );
    if (answered) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`The hook does not answer; it ${child.exitCode === null ? "runs" : "has ended"}.`);
}

const attachmentsOf = (body: string): Built[] => JSON.parse(body).attachments;
const identities = (objects: readonly Built[]) => objects.map(({ kind, metadata }) => `${kind} ${metadata.name}`);

describe.skipIf(sharedRoot() === undefined || !hasPython)(
  "the hook of profiles (needs upstream's manifests, python3)",
  () => {
    test("gives a profile what its pipelines need, by its own name", async () => {
      const hook = await runHook("26.03.1");
      const { status, body } = await hook.ask(requestFor("team-a", PROFILE));
      const objects = attachmentsOf(body);

      expect(status).toBe(200);
      expect(identities(objects)).toEqual([
        "ConfigMap kfp-launcher",
        "ConfigMap metadata-grpc-configmap",
        "ConfigMap artifact-repositories",
        "Secret store",
      ]);
      expect(objects.map(({ metadata }) => metadata.namespace)).toEqual(objects.map(() => "team-a"));
      expect(body).not.toContain("{profile}");
      const [launcher, , repositories, secret] = objects;
      expect(launcher.data.defaultPipelineRoot).toBe("s3://example-team-a/private-artifacts/team-a/v2/artifacts");
      expect(JSON.parse(launcher.data.providers).s3.default.credentials.secretRef.secretName).toBe("store");
      const key = repositories.metadata.annotations["workflows.argoproj.io/default-artifact-repository"];
      expect(JSON.parse(repositories.data[key]).s3).toMatchObject({
        bucket: "example-team-a",
        keyFormat: expect.stringMatching(/^private-artifacts\/team-a\/\{\{workflow\.name\}\}\/.*\{\{pod\.name\}\}$/),
      });
      expect(secret.data).toEqual({ id: btoa("access"), key: btoa("secret") });
    });

    test("gives nothing where pipelines are off", async () => {
      const hook = await runHook("26.03.1");
      for (const labels of [{}, { "pipelines.kubeflow.org/enabled": "false" }])
        expect(await hook.ask(requestFor("team-a", labels))).toEqual({ status: 200, body: '{"attachments": []}' });
    });

    test("passes new keys on without a restart, and answers with an error while there are none", async () => {
      const hook = await runHook("26.03.1");
      writeFileSync(join(hook.credentials, "id"), "renewed");
      const renewed = await hook.ask(requestFor("team-a", PROFILE));
      expect(attachmentsOf(renewed.body).at(-1).data.id).toBe(btoa("renewed"));

      rmSync(join(hook.credentials, "id"));
      const { status, body } = await hook.ask(requestFor("team-a", PROFILE));
      writeFileSync(join(hook.credentials, "id"), "access");
      expect([status, body.split(":")[0]]).toEqual([500, "FileNotFoundError"]);
      expect((await hook.ask(requestFor("team-a", PROFILE))).status).toBe(200);
    });

    test("gives a profile of the first release its two servers, from the mirror", async () => {
      const hook = await runHook("1.10.2");
      const objects = attachmentsOf((await hook.ask(requestFor("team-a", PROFILE))).body);

      expect(identities(objects).slice(4)).toEqual([
        "Deployment ml-pipeline-ui-artifact",
        "Service ml-pipeline-ui-artifact",
        "Deployment ml-pipeline-visualizationserver",
        "Service ml-pipeline-visualizationserver",
        "DestinationRule ml-pipeline-visualizationserver",
        "AuthorizationPolicy ml-pipeline-visualizationserver",
      ]);
      const images = objects.flatMap(({ spec }) => spec?.template?.spec.containers[0].image ?? []);
      expect(images).toEqual([
        "registry.example.com/ghcr/kubeflow/kfp-frontend:2.5.0",
        "registry.example.com/ghcr/kubeflow/kfp-visualization-server:2.5.0",
      ]);
      const { env } = objects[4].spec.template.spec.containers[0];
      expect(env).toContainEqual({ name: "MINIO_NAMESPACE", value: "" });
      expect(env).toContainEqual({
        name: "MINIO_ACCESS_KEY",
        valueFrom: { secretKeyRef: { name: "store", key: "id" } },
      });
    });
  },
);
