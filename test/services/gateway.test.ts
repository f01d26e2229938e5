import deepmerge from "deepmerge";
import { describe, expect, test } from "vitest";
import { ingressView } from "../../generator/compose/templates/ingress-view.ts";
import type { ValueMap } from "../../generator/model/value.ts";
import { listExpectations } from "../../generator/review/list/list-expectations.ts";
import { CONNECTOR, catalog, planWith } from "../catalog/plan-with.ts";
import { hasCrdSchemas, schemaErrors } from "../support/crd-schemas.ts";
import { sharedRoot } from "../support/shared.ts";
import { type Built, type BuiltPlatform, buildPlatform, environmentOf, RELEASES } from "./built-platform.ts";

const HOSTS = ["kubeflow.example.com", "*.kubeflow.example.com"];

/** A production with a login, so that it can be built, and this gateway. */
const production = (gateway: ValueMap, other: ValueMap = {}): ValueMap => ({
  platform: { domain: "kubeflow.example.com" },
  components: { dex: { connectors: [CONNECTOR] } },
  gateway,
  ...other,
});

const PAGES = ["notebooks", "volumes", "tensorboards", "kserve-web-app", "oauth2-proxy"];
const COMPONENTS = [...["istio", "kubeflow-gateway", "knative-serving", "kserve"], ...PAGES];

/** What each program was told about its cookies. */
function cookies({ find, all }: BuiltPlatform): readonly string[] {
  const [webApp] = [
    ...all("ConfigMap", "kserve-models-web-application-config"),
    ...all("ConfigMap", "kserve-models-web-app-config"),
  ];
  const secure = (deployment: string, container: string) =>
    environmentOf(find("Deployment", deployment), container).APP_SECURE_COOKIES;
  return [
    secure("jupyter-web-app-deployment", "jupyter-web-app"),
    secure("volumes-web-app-deployment", "volumes-web-app"),
    secure("tensorboards-web-app-deployment", "tensorboards-web-app"),
    webApp.data.APP_SECURE_COOKIES ?? "true",
    find("ConfigMap", "oauth2-proxy-parameters").data.FORCE_HTTPS,
  ];
}

const serversOf = ({ find }: BuiltPlatform): Built => find("Gateway", "kubeflow-gateway", "kubeflow").spec.servers;

const schemes = ({ find }: BuiltPlatform): readonly string[] => [
  JSON.parse(find("ConfigMap", "inferenceservice-config").data.ingress).urlScheme,
  find("ConfigMap", "config-network", "knative-serving").data["default-external-scheme"] ?? "http",
];

describe.skipIf(sharedRoot() === undefined)("with upstream's manifests", () => {
  describe.each(RELEASES)("%s", (release) => {
    const build = (gateway: ValueMap, other?: ValueMap, components = COMPONENTS, overlays: readonly string[] = []) =>
      buildPlatform(release, production(gateway, other), components, overlays);

    test("cert-manager makes the certificate that the gateway reads, by an issuer that is made with it", async () => {
      const platform = await build({
        hosts: HOSTS,
        externalDns: true,
        tls: {
          mode: "issuer",
          issuer: { name: "letsencrypt", acme: { email: "a@example.com", dns01: { cloudDNS: { project: "p" } } } },
        },
        service: { type: "LoadBalancer", loadBalancerClass: "example.com/lb", externalTrafficPolicy: "Local" },
      });
      const certificate = platform.find("Certificate", "kubeflow-gateway", "istio-system");
      const issuer = platform.find("ClusterIssuer", "letsencrypt");
      const [http, https] = serversOf(platform);

      expect(certificate.spec).toMatchObject({
        dnsNames: HOSTS,
        issuerRef: { kind: "ClusterIssuer", name: "letsencrypt" },
      });
      expect(http).toMatchObject({ hosts: HOSTS, tls: { httpsRedirect: true } });
      expect(https).toMatchObject({ hosts: HOSTS, tls: { credentialName: certificate.spec.secretName } });
      expect([...schemaErrors(certificate), ...schemaErrors(issuer)]).toEqual([]);
      expect(schemaErrors(platform.find("Gateway", "kubeflow-gateway", "kubeflow"))).toEqual([]);
      expect(cookies(platform)).toEqual(["true", "true", "true", "true", "true"]);
      expect(schemes(platform)).toEqual(["https", "https"]);
      const service = platform.find("Service", "istio-ingressgateway");
      expect(service.metadata.annotations["external-dns.alpha.kubernetes.io/hostname"]).toBe(HOSTS.join(","));
      expect(service.spec).toMatchObject({
        type: "LoadBalancer",
        loadBalancerClass: "example.com/lb",
        externalTrafficPolicy: "Local",
      });
    });

    test("in front of the gateway: no certificate, but secure cookies, https and what the proxy says of a request", async () => {
      const platform = await build({ hosts: HOSTS, tls: { mode: "external" }, trustedProxies: 1 });
      const deployment = platform.find("Deployment", "istio-ingressgateway");
      const { ports } = platform.find("Service", "istio-ingressgateway").spec;

      expect(ports.map(({ port, targetPort }: Built) => [port, targetPort])).toEqual([
        [15021, 15021],
        [80, 8080],
        [443, 8080],
      ]);

      expect(serversOf(platform)).toHaveLength(1);
      expect(serversOf(platform)[0]).not.toHaveProperty("tls");
      expect(platform.all("Certificate", "kubeflow-gateway")).toEqual([]);
      expect(cookies(platform)).toEqual(["true", "true", "true", "true", "true"]);
      expect(schemes(platform)).toEqual(["https", "https"]);
      expect(JSON.parse(deployment.spec.template.metadata.annotations["proxy.istio.io/config"])).toEqual({
        gatewayTopology: { numTrustedProxies: 1 },
      });
    });

    test("plain HTTP: cookies that a browser sends back, also with the variant for EKS, whose own are secure", async () => {
      const identity = { machineTokens: "eks", eksIssuer: "https://oidc.example.com" };
      const platform = await build({}, { identity });

      expect(cookies(platform)).toEqual(["false", "false", "false", "false", "false"]);
      expect(schemes(platform)).toEqual(["http", "http"]);
    });

    test("one line overrides what follows from TLS, and an evaluation stays as upstream has it", async () => {
      const secure = await build({ secureCookies: true }, {}, PAGES);
      const evaluation = await buildPlatform(release, { platform: { purpose: "evaluation" } }, PAGES);

      expect(cookies(secure)).toEqual(["true", "true", "true", "true", "true"]);
      expect(cookies(evaluation)).toEqual(["true", "true", "true", "true", "false"]);
    });

    test("a Gateway of the Gateway API in front: it has the certificate and redirects, Istio's gateway stays inside", async () => {
      const annotations = { "networking.istio.io/service-type": "LoadBalancer" };
      const gatewayApi = { className: "istio", annotations };
      const gateway = {
        api: "gateway-api",
        gatewayApi,
        hosts: HOSTS,
        tls: { mode: "issuer" },
        externalDns: true,
      };
      // Whose load balancer is that of Istio's gateway.
      const platform = await build(gateway, {}, ["istio", "kubeflow-gateway", ...PAGES], ["gke"]);
      const front = platform.find("Gateway", "kubeflow", "istio-system");
      const [route, redirect] = ["kubeflow", "kubeflow-redirect"].map((name) => platform.find("HTTPRoute", name));
      const sections = (of: Built) => of.spec.parentRefs.map((parent: Built) => parent.sectionName);

      for (const object of [front, route, redirect]) expect(schemaErrors(object)).toEqual([]);
      expect(front.metadata.annotations).toEqual({
        "external-dns.alpha.kubernetes.io/hostname": HOSTS.join(","),
        ...annotations,
      });
      expect(
        front.spec.listeners.map((each: Built) => [each.name, each.port, each.hostname, each.tls?.certificateRefs]),
      ).toEqual([
        ["http-0", 80, HOSTS[0], undefined],
        ["http-1", 80, HOSTS[1], undefined],
        ["https-0", 443, HOSTS[0], [{ name: "kubeflow-gateway-tls" }]],
        ["https-1", 443, HOSTS[1], [{ name: "kubeflow-gateway-tls" }]],
      ]);
      expect(sections(route)).toEqual(["https-0", "https-1"]);
      expect(sections(redirect)).toEqual(["http-0", "http-1"]);
      const [behind] = route.spec.rules[0].backendRefs;
      expect(platform.find("Service", behind.name, route.metadata.namespace).spec).toMatchObject({ type: "ClusterIP" });
      expect(serversOf(platform)).toEqual([{ hosts: HOSTS, port: { name: "http", number: 80, protocol: "HTTP" } }]);
      expect(platform.find("Certificate", "kubeflow-gateway").metadata.namespace).toBe(front.metadata.namespace);
      const { annotations: ofPods } = platform.find("Deployment", "istio-ingressgateway").spec.template.metadata;
      expect(JSON.parse(ofPods["proxy.istio.io/config"]).gatewayTopology.numTrustedProxies).toBe(1);
      expect(cookies(platform)).toEqual(["true", "true", "true", "true", "true"]);
      const isClosed = platform.all("NetworkPolicy", "default-allow-same-namespace-istio-system").length;
      expect(platform.all("NetworkPolicy", "kubeflow-front")).toHaveLength(isClosed);
    });

    test("controllers bind what they make to the platform's gateway, whose hosts are the limit", async () => {
      const { find } = await build({ hosts: HOSTS, tls: { mode: "secret" } }, {}, ["notebooks", "tensorboards"]);
      for (const name of ["notebook-controller-config", "tensorboard-controller-config"])
        expect(find("ConfigMap", name).data).toMatchObject({
          ISTIO_GATEWAY: "kubeflow/kubeflow-gateway",
          ISTIO_HOST: "*",
        });
    });
  });
});

/** What a component of ours knows of upstream's gateway that no program reads: its chart's values, examples, a label of its sister. */
const HARMLESS = [
  /^ {2}(merged|original)-values: \|-\n(?: {4}.*\n| *\n)+/gm,
  /^ {2}_example: \|\n(?: {4}.*\n| *\n)+/gm,
  /^ *app\.kubernetes\.io\/name: istio-ingressgateway$/gm,
  /(mountPath: \/etc\/istio\/|name: |secretName: istio-)ingressgateway-(ca-)?certs/g,
  // Names of policies that say what they are for.
  /^ {2}name: istio-ingressgateway(-oauth2-proxy|-require-jwt)?$/gm,
  /^ {2}name: allow-istio-ingressgateway$/gm,
];

describe.skipIf(sharedRoot() === undefined).each(RELEASES)("%s with the cluster's own ingress gateway", (release) => {
  const existing = { namespace: "ingress", service: "web", serviceAccount: "web-account", labels: { istio: "web" } };
  const on = (name: string) =>
    catalog.releases.get(release)?.components.has(name) ? { [name]: { enabled: true } } : {};
  const values = production(
    { hosts: HOSTS, tls: { mode: "issuer" }, existing },
    {
      identity: { machineTokens: "cluster" },
      components: {
        dex: { connectors: [CONNECTOR] },
        ...on("workspaces"),
        // What an overlay says of upstream's gateway has to be taken back.
        istio: { workloads: { "istio-ingressgateway": null } },
        "argo-workflows-ui": { enabled: true },
        monitoring: { enabled: true },
      },
    },
  );

  test("nothing is left of upstream's, and everything that trusted it trusts this one", async () => {
    const platform = await buildPlatform(release, values, undefined, ["high-availability"]);
    const { find, all } = platform;
    const text = HARMLESS.reduce((rest, pattern) => rest.replaceAll(pattern, ""), platform.text);

    expect(text).not.toContain("ingressgateway");
    expect(find("Gateway", "kubeflow-gateway").spec.selector).toEqual({ istio: "web" });
    expect(find("Certificate", "kubeflow-gateway").metadata.namespace).toBe("ingress");
    const selected = ["istio-ingressgateway", "istio-ingressgateway-oauth2-proxy", "istio-ingressgateway-require-jwt"];
    for (const name of selected)
      expect(find("AuthorizationPolicy", name, "istio-system").spec.selector.matchLabels).toEqual({ istio: "web" });
    for (const name of ["dex-jwt", "m2m-token-issuer"])
      expect(find("RequestAuthentication", name).spec.selector.matchLabels).toEqual({ istio: "web" });
    const principal = "cluster.local/ns/ingress/sa/web-account";
    const trusting = all("AuthorizationPolicy").filter((policy) => JSON.stringify(policy).includes(principal));
    expect(trusting.length).toBeGreaterThanOrEqual(9);
    for (const policy of all("AuthorizationPolicy")) expect(schemaErrors(policy)).toEqual([]);
    expect(find("ConfigMap", "profiles-config").data.ISTIO_INGRESS_GATEWAY_PRINCIPAL).toBe(principal);
    expect(find("ConfigMap", "config-istio").data["gateway.kubeflow.kubeflow-gateway"]).toBe(
      "web.ingress.svc.cluster.local",
    );
  });

  test("NetworkPolicies let it in wherever they let upstream's in", async () => {
    const { all } = await buildPlatform(release, values, [
      "kubeflow-namespaces",
      "dex",
      "oauth2-proxy",
      "knative-serving",
    ]);
    const open = all("NetworkPolicy").filter((policy) => JSON.stringify(policy).includes('"istio":"web"'));
    const closed = release.startsWith("26") ? ["auth", "knative-serving", "kubeflow", "oauth2-proxy"] : ["kubeflow"];

    expect(open.map(({ metadata }) => metadata.namespace).sort()).toEqual(closed);
  });

  test("the cluster must have the gateway, and what the platform cannot set on it", () => {
    const asked = deepmerge(values, {
      platform: { release },
      gateway: { externalDns: true, trustedProxies: 1 },
    }) as ValueMap;
    const { platform, components } = planWith(asked);
    const expected = listExpectations(platform, components).filter(({ namespace }) => namespace === "ingress");

    expect(expected.map(({ kind, name }) => `${kind} ${name}`)).toEqual([
      "Deployment web",
      "Service web",
      "ServiceAccount web-account",
    ]);
    expect(expected[1]?.settings).toEqual({
      "metadata.annotations[external-dns.alpha.kubernetes.io/hostname]": HOSTS.join(","),
    });
  });
});

test.each([
  ["a certificate for no name", { tls: { mode: "issuer" } }, /HOST_NAME_MISSING/],
  ["a record for no name", { externalDns: true }, /HOST_NAME_MISSING/],
  [
    "a redirect of a route that sees plain HTTP alone",
    { api: "gateway-api", httpsRedirect: true, tls: { mode: "external" }, trustedProxies: 1 },
    /REDIRECT_WITHOUT_TLS .* again and again/,
  ],
  ["a redirect to what nobody speaks", { httpsRedirect: true }, /REDIRECT_WITHOUT_TLS .* does not speak/],
  [
    "a redirect in circles",
    { httpsRedirect: true, tls: { mode: "external" } },
    /REDIRECT_WITHOUT_TLS .* again and again/,
  ],
])("%s is refused", (_, gateway, problem) => {
  expect(() => planWith(production(gateway))).toThrow(problem);
});

test.skipIf(!hasCrdSchemas)(
  "the schemas refuse what is no Certificate, so that the tests above cannot pass by chance",
  () => {
    expect(schemaErrors({ apiVersion: "cert-manager.io/v1", kind: "Certificate" })).not.toEqual([]);
  },
);

test("the platform's address is the first host that is not a pattern", () => {
  const url = (hosts: [string, ...string[]], mode: "none" | "external") => {
    const issuer = { kind: "ClusterIssuer", name: "mine" };
    const tls = { mode, secretName: "tls", issuer };
    const service = { type: "ClusterIP" as const, annotations: {} };
    const platform = { name: "p", release: "26.03", purpose: "production" as const, labels: {} };
    const gatewayApi = { className: "istio", annotations: {} };
    return ingressView({
      platform,
      gateway: { api: "istio", gatewayApi, hosts, tls, trustedProxies: 0, service, externalDns: false },
    }).url;
  };

  expect(url(["*.example.com", "kubeflow.example.com"], "external")).toBe("https://kubeflow.example.com");
  expect(url(["kubeflow.example.com"], "none")).toBe("http://kubeflow.example.com");
  expect(url(["*", "*.example.com"], "none")).toBeUndefined();
});
