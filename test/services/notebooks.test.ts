import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import type { ValueMap } from "../../generator/model/value.ts";
import { planWith } from "../catalog/plan-with.ts";
import { sharedRoot } from "../support/shared.ts";
import { type Built, buildPlatform, containerOf, RELEASES } from "./built-platform.ts";

const EVALUATION = { platform: { purpose: "evaluation" } };

describe.skipIf(sharedRoot() === undefined).each(RELEASES)(
  "the notebook form at %s, built from upstream",
  (release) => {
    test("where the values say one thing, all else is as upstream's", async () => {
      const upstream = await formOf({});
      const { cpu, ...rest } = await formOf({ form: { cpu: { request: 2 } } });

      expect(cpu).toEqual({ ...upstream.cpu, value: "2" });
      expect(rest).toEqual({ ...upstream, cpu: undefined });
    });

    test("says what the values say", async () => {
      const form = await formOf({
        form: {
          images: { jupyter: ["example.com/a:1", "example.com/b:1"], rstudio: ["example.com/r:1"] },
          customImages: false,
          hideRegistry: false,
          hideTag: true,
          pullPolicy: "Always",
          cpu: { request: 1.5, limitFactor: "none" },
          memory: { request: "4Gi", limitFactor: 2 },
          gpus: { vendors: { "nvidia.com/gpu": "NVIDIA" }, vendor: "nvidia.com/gpu", count: "1" },
          workspaceVolume: {
            mount: "/home",
            name: "home-{notebook-name}",
            size: "20Gi",
            storageClass: "fast",
            accessMode: "ReadWriteMany",
          },
          dataVolumes: [{ mount: "/scratch" }, { mount: "/data", claim: "datasets" }],
          affinity: { options: { own: { name: "Own node", affinity: { podAntiAffinity: {} } } }, default: "own" },
          tolerations: { options: { gpu: { name: "GPU", tolerations: [{ operator: "Exists" }] } } },
          sharedMemory: false,
          podDefaults: ["access-ml-pipeline"],
          readOnly: ["cpu", "podDefaults"],
        },
      });

      expect(form).toMatchObject({
        allowCustomImage: false,
        hideRegistry: false,
        hideTag: true,
        imagePullPolicy: { value: "Always", readOnly: false },
        image: { value: "example.com/a:1", options: ["example.com/a:1", "example.com/b:1"] },
        imageGroupTwo: { value: "example.com/r:1", options: ["example.com/r:1"] },
        cpu: { value: "1.5", limitFactor: "none", readOnly: true },
        memory: { value: "4Gi", limitFactor: "2", readOnly: false },
        gpus: {
          value: { vendor: "nvidia.com/gpu", num: "1", vendors: [{ limitsKey: "nvidia.com/gpu", uiName: "NVIDIA" }] },
        },
        workspaceVolume: {
          value: {
            mount: "/home",
            newPvc: {
              metadata: { name: "home-{notebook-name}" },
              spec: {
                storageClassName: "fast",
                resources: { requests: { storage: "20Gi" } },
                accessModes: ["ReadWriteMany"],
              },
            },
          },
        },
        dataVolumes: {
          value: [
            {
              mount: "/scratch",
              newPvc: {
                metadata: { name: "{notebook-name}-datavol-1" },
                spec: { resources: { requests: { storage: "5Gi" } }, accessModes: ["ReadWriteOnce"] },
              },
            },
            { mount: "/data", existingSource: { persistentVolumeClaim: { claimName: "datasets" } } },
          ],
        },
        affinityConfig: {
          value: "own",
          options: [{ configKey: "own", displayName: "Own node", affinity: { podAntiAffinity: {} } }],
        },
        tolerationGroup: {
          value: "",
          options: [{ groupKey: "gpu", displayName: "GPU", tolerations: [{ operator: "Exists" }] }],
        },
        shm: { value: false },
        configurations: { value: ["access-ml-pipeline"], readOnly: true },
      });
      const { imageGroupOne } = await formOf({});
      expect(form.imageGroupOne).toEqual(imageGroupOne);
    });

    test("every notebook gets what the values say, where the program looks for its template; pictures replace upstream's", async () => {
      const platform = await build({
        form: { hideTag: true },
        icons: { vscode: { icon: "<svg/>" } },
        everyNotebook: {
          environment: { HTTPS_PROXY: "http://proxy.example.com:3128", BRACES: "{x}" },
          labels: { team: "a" },
          imagePullSecrets: ["registry"],
          nodeSelector: { pool: "notebooks" },
        },
      });
      const { data, metadata } = platform.find("ConfigMap", "jupyter-web-app-config", "kubeflow");
      const notebook = parse(formatted(data["notebook_template.yaml"], { name: "mine", namespace: "team-a" }));
      const deployment = platform.find("Deployment", "jupyter-web-app-deployment", "kubeflow");

      expect(notebook.metadata).toMatchObject({
        name: "mine",
        namespace: "team-a",
        labels: { app: "mine", team: "a" },
      });
      expect(notebook.spec.template.spec).toMatchObject({
        imagePullSecrets: [{ name: "registry" }],
        nodeSelector: { pool: "notebooks" },
        containers: [
          {
            name: "mine",
            env: [
              { name: "HTTPS_PROXY", value: "http://proxy.example.com:3128" },
              { name: "BRACES", value: "{x}" },
            ],
          },
        ],
      });
      expect(parse(data["spawner_ui_config.yaml"]).spawnerFormDefaults.hideTag).toBe(true);
      expect(deployment.spec.template.spec.volumes).toContainEqual({
        name: "config-volume",
        configMap: { name: metadata.name },
      });
      expect(containerOf(deployment, "jupyter-web-app").volumeMounts).toContainEqual({
        name: "config-volume",
        mountPath: "/src/apps/common/yaml/notebook_template.yaml",
        subPath: "notebook_template.yaml",
      });
      const logos = platform.find("ConfigMap", "jupyter-web-app-logos", "kubeflow").data;
      expect(logos["group-one-icon.svg"]).toBe("<svg/>");
      expect(Object.keys(logos)).toHaveLength(6);
    });

    async function formOf(settings: ValueMap): Promise<Built> {
      const { data } = (await build(settings)).find("ConfigMap", "jupyter-web-app-config", "kubeflow");
      return parse(data["spawner_ui_config.yaml"]).spawnerFormDefaults;
    }

    function build(settings: ValueMap) {
      return buildPlatform(release, { ...EVALUATION, components: { notebooks: settings } }, ["notebooks"]);
    }
  },
);

test.each([
  [
    { form: { gpus: { vendor: "amd.com/gpus" } } },
    /There is no "amd.com\/gpus" among components.notebooks.form.gpus.vendors/,
  ],
  [
    { form: { tolerations: { default: "gpu" } } },
    /There is no "gpu" among components.notebooks.form.tolerations.options/,
  ],
  [{ form: { hideTag: true }, spawner: { spawnerFormDefaults: {} } }, /The form is said twice/],
  [{ form: { memory: { request: "512Mi" } } }, /size in Gi/],
])("%j is refused", (settings, message) => {
  expect(() => planWith({ ...EVALUATION, components: { notebooks: settings } })).toThrow(message);
});

/** What Python's str.format makes of a text, as far as the program uses it. */
function formatted(text: string, names: Readonly<Record<string, string>>): string {
  return text.replace(/\{\{|\}\}|\{(\w+)\}/g, (found, name) =>
    name === undefined ? found.slice(1) : (names[name] ?? name),
  );
}
