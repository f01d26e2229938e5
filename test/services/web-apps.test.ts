import { expect, test } from "vitest";
import { parse } from "yaml";
import type { ValueMap } from "../../generator/model/value.ts";
import { sharedRoot } from "../support/shared.ts";
import { buildPlatform, environmentOf, RELEASES } from "./built-platform.ts";

const VALUES: ValueMap = {
  platform: { purpose: "evaluation" },
  components: {
    "central-dashboard": {
      registrationFlow: true,
      forceIframe: false,
      prometheus: { url: "http://prometheus.monitoring:9090", dashboard: "https://grafana.example.com" },
      links: {
        documentation: [{ text: "Handbook", link: "https://handbook.example.com" }],
        external: [{ type: "item", text: "Grafana", link: "https://grafana.example.com", iframe: false }],
        without: ["documentation"],
      },
    },
    volumes: {
      viewerImage: "example.com/viewer:1",
      viewerSpec: {
        pvc: "$NAME",
        podSpec: { containers: [{ name: "main", image: "$VOLUME_VIEWER_IMAGE" }] },
        networking: {},
      },
    },
    tensorboards: { image: "example.com/tensorboard:1" },
  },
};

test.skipIf(sharedRoot() === undefined).each(RELEASES)(
  "dashboard, volumes and TensorBoards at %s say what the values say",
  async (release) => {
    const platform = await buildPlatform(release, VALUES, ["central-dashboard", "volumes", "tensorboards"]);
    const config = platform
      .all("ConfigMap")
      .find(({ metadata }) => /^(centraldashboard|dashboard)-config$/.test(metadata.name)).data;
    const [deployment] = platform.all("Deployment").filter(({ metadata }) => /dashboard$/.test(metadata.name));
    const name = deployment.metadata.name;
    const links = JSON.parse(config.links);

    expect(JSON.parse(config.settings)).toEqual({ DASHBOARD_FORCE_IFRAME: false });
    expect(links.documentationItems).toEqual([{ text: "Handbook", link: "https://handbook.example.com" }]);
    expect(links.externalLinks).toHaveLength(1);
    expect(links.quickLinks.length).toBeGreaterThan(1);
    expect(environmentOf(deployment, name)).toMatchObject({
      PROMETHEUS_URL: "http://prometheus.monitoring:9090",
      METRICS_DASHBOARD: "https://grafana.example.com",
      LOGOUT_URL: "/oauth2/sign_out",
    });
    const parameters = platform.all("ConfigMap", "dashboard-parameters")[0]?.data ?? environmentOf(deployment, name);
    expect(parameters.REGISTRATION_FLOW).toBe("true");

    const spec = parse(platform.find("ConfigMap", "volumes-web-app-viewer-spec").data["viewer-spec.yaml"]);
    expect(spec.podSpec.containers).toEqual([{ name: "main", image: "$VOLUME_VIEWER_IMAGE" }]);
    const volumes = platform.find("Deployment", "volumes-web-app-deployment");
    expect(environmentOf(volumes, "volumes-web-app")["VOLUME_VIEWER_IMAGE"]).toBe("example.com/viewer:1");
    expect(platform.find("ConfigMap", "tensorboard-controller-config").data.TENSORBOARD_IMAGE).toBe(
      "example.com/tensorboard:1",
    );
  },
);

test.skipIf(sharedRoot() === undefined).each(RELEASES)(
  "pipelines at %s cache and schedule as the values say",
  async (release) => {
    const hasRunAs = release.startsWith("26.");
    const pipelines = {
      cacheStaleness: { maximum: "P30D", default: "P7D" },
      scheduleTimezone: "Europe/Berlin",
      ...(hasRunAs && { runAs: { user: 1000, nonRoot: true } }),
    };
    const platform = await buildPlatform(release, { platform: { purpose: "evaluation" }, components: { pipelines } }, [
      "pipelines",
    ]);

    expect(platform.find("ConfigMap", "pipeline-install-config", "kubeflow").data).toMatchObject({
      MAXIMUM_CACHE_STALENESS: "P30D",
      DEFAULT_CACHE_STALENESS: "P7D",
      cronScheduleTimezone: "Europe/Berlin",
      ...(hasRunAs && { defaultSecurityContextRunAsUser: "1000", defaultSecurityContextRunAsNonRoot: "true" }),
    });
  },
);
