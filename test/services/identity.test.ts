import deepmerge from "deepmerge";
import { describe, expect, test } from "vitest";
import type { Plan } from "../../generator/generate.ts";
import type { ValueMap } from "../../generator/model/value.ts";
import { CERTIFICATE } from "../support/certificate.ts";
import { schemaErrors } from "../support/crd-schemas.ts";
import { sharedRoot } from "../support/shared.ts";
import {
  type Built,
  type BuiltPlatform,
  buildPlatform,
  containerOf,
  environmentOf,
  RELEASES,
} from "./built-platform.ts";

const TENANT = "https://login.microsoftonline.com/9188040d-6c67-4c5b-b112-36a304b66dad/v2.0";
const CLIENT = "11111111-2222-3333-4444-555555555555";
const ENTRA: ValueMap = {
  identity: { provider: "oidc", issuer: TENANT, clientId: CLIENT, claims: { user: "preferred_username" } },
};
const HTTPS: ValueMap = { gateway: { hosts: ["kubeflow.example.com"], tls: { mode: "secret" } } };
const LDAP: ValueMap = {
  components: {
    dex: {
      connectors: [
        {
          type: "ldap",
          id: "directory",
          name: "Directory",
          config: {
            host: "ldap.example.com:636",
            bindDN: "cn=dex,dc=example,dc=com",
            bindPW: "$LDAP_PASSWORD",
            userSearch: { baseDN: "ou=people,dc=example,dc=com", username: "uid" },
          },
        },
      ],
    },
  },
};
const GITHUB: ValueMap = {
  components: {
    dex: {
      connectors: [
        {
          type: "github",
          id: "github",
          name: "GitHub",
          config: { clientID: "$GITHUB_ID", clientSecret: "$GITHUB_SECRET" },
        },
      ],
    },
  },
};
const LOGIN = ["dex", "oauth2-proxy", "central-dashboard", "cluster-local-gateway"];

/** Every service that this round makes configurable is tested where upstream's manifests are. */
const describeWithUpstream = describe.skipIf(sharedRoot() === undefined);

describeWithUpstream.each(RELEASES)("oauth2-proxy at %s", (release) => {
  // Dex is asked inside the cluster, by http, whatever address browsers reach it by: nothing needs the check to be off.
  test.each([
    ["with an address", HTTPS],
    ["without one", {}],
  ])("checks certificates with Dex %s, too; an evaluation is as upstream has it", async (_, address) => {
    const checks = async (purpose: string) => {
      const values = merged(address, LDAP, { platform: { purpose } });
      return (await buildPlatform(release, values, ["oauth2-proxy"])).find("ConfigMap", "oauth2-proxy-parameters").data;
    };
    expect(await checks("production")).toMatchObject({ ALLOW_SELF_SIGNED_ISSUER: "false" });
    expect(await checks("development")).toMatchObject({ ALLOW_SELF_SIGNED_ISSUER: "false" });
    expect(await checks("evaluation")).toMatchObject({ ALLOW_SELF_SIGNED_ISSUER: "true" });
  });
});

describeWithUpstream.each(RELEASES)("an issuer of one's own at %s", (release) => {
  test("is all that there is: Dex has left no word", async () => {
    const platform = await buildPlatform(release, merged(HTTPS, ENTRA));

    expect(
      platform.objects.filter(({ text }) => /\bdex\b/i.test(text)).map(({ kind, name }) => `${kind} ${name}`),
    ).toEqual([]);
    expect(platform.all("Namespace", "auth")).toEqual([]);
    expect(platform.text).not.toMatch(/pUBnBOY80SnXgjibTYM9ZWNzY2xreNGQok|kubeflow-oidc-authservice/);
  });

  test("is asked by oauth2-proxy, as the client of the values, with certificates checked and tokens renewed", async () => {
    const platform = await buildPlatform(release, merged(HTTPS, ENTRA), LOGIN);
    const proxy = platform.find("Deployment", "oauth2-proxy");

    expect(configurationOf(platform)).toMatchObject({
      oidc_issuer_url: TENANT,
      oidc_email_claim: "preferred_username",
      scope: "profile email offline_access openid",
      redirect_url: "/oauth2/callback",
      relative_redirect_url: false,
      cookie_refresh: "4m",
      provider_display_name: "login.microsoftonline.com",
    });
    expect(Object.keys(configurationOf(platform))).not.toEqual(
      expect.arrayContaining([
        expect.stringMatching(/skip_oidc_discovery|login_url|redeem_url|oidc_jwks_url|skip_auth_routes|^prompt$/),
      ]),
    );
    expect(environmentOf(proxy, "oauth2-proxy")).toMatchObject({
      OAUTH2_PROXY_CLIENT_ID: CLIENT,
      OAUTH2_PROXY_CLIENT_SECRET: { secretKeyRef: { name: "oauth2-proxy", key: "client-secret" } },
    });
    expect(containerOf(proxy, "oauth2-proxy").env[0]).toEqual({ name: "OAUTH2_PROXY_CLIENT_ID", value: CLIENT });
    expect(platform.find("ConfigMap", "oauth2-proxy-parameters").data).toMatchObject({
      ALLOW_SELF_SIGNED_ISSUER: "false",
      FORCE_HTTPS: "true",
    });
    expect(secretsOf(platform.plan, "oauth2-proxy")).toEqual([
      "oauth2-proxy/oauth2-proxy: client-secret cookie-secret",
    ]);
  });

  test("is believed by the gateway about this platform's tokens alone, and no path of Dex is open", async () => {
    const platform = await buildPlatform(release, merged(HTTPS, ENTRA), LOGIN);

    expect(platform.find("RequestAuthentication", "user-tokens", "istio-system").spec.jwtRules).toEqual([
      {
        issuer: TENANT,
        audiences: [CLIENT],
        forwardOriginalToken: true,
        fromHeaders: [{ name: "Authorization", prefix: "Bearer " }],
        outputClaimToHeaders: [
          { claim: "preferred_username", header: "kubeflow-userid" },
          { claim: "groups", header: "kubeflow-groups" },
        ],
      },
    ]);
    expect(platform.all("RequestAuthentication", "dex-jwt")).toEqual([]);
    for (const name of ["istio-ingressgateway-oauth2-proxy", "istio-ingressgateway-require-jwt"])
      expect(platform.find("AuthorizationPolicy", name).spec.rules[0].to[0].operation.notPaths).toEqual(["/oauth2/*"]);
  });

  test("leaves no credential of upstream's in an evaluation either, and what it adds is valid", async () => {
    const everything = {
      allowedGroups: ["ml"],
      allowedEmailDomains: ["example.com"],
      restrictedPaths: { "/a/": ["b"] },
    };
    const platform = await buildPlatform(
      release,
      merged(ENTRA, { platform: { purpose: "evaluation" }, identity: { ...everything, machineTokens: "cluster" } }),
      ["oauth2-proxy"],
    );
    const policies = ["AuthorizationPolicy", "RequestAuthentication"].flatMap((kind) => platform.all(kind));

    expect(platform.all("Secret")).toEqual([]);
    expect(policies).toHaveLength(5);
    expect(policies.flatMap(schemaErrors)).toEqual([]);
  });

  test.each([
    ["it", ENTRA, CLIENT],
    ["Dex", LDAP, undefined],
  ])(
    "%s goes with machine tokens of the cluster and of EKS, of the audience that is asked for",
    async (_, login, own) => {
      const audiences = { machineAudiences: ["kubeflow"] };
      const cluster = await buildPlatform(
        release,
        merged(login, { identity: { machineTokens: "cluster", ...audiences } }),
        LOGIN,
      );
      const eksIssuer = "https://oidc.eks.eu-central-1.amazonaws.com/id/0123456789ABCDEF";
      const eks = await buildPlatform(
        release,
        merged(login, { identity: { machineTokens: "eks", eksIssuer, ...audiences } }),
        LOGIN,
      );

      for (const { spec } of [...cluster.all("RequestAuthentication"), ...eks.all("RequestAuthentication")])
        for (const rule of spec.jwtRules)
          expect(rule.audiences?.[0]).toBe(/microsoftonline|dex/.test(rule.issuer) ? own : "kubeflow");
      expect(issuersOf(cluster, "m2m-token-issuer")).toEqual([
        "https://kubernetes.default.svc.cluster.local",
        "https://kubernetes.default.svc",
      ]);
      expect(issuersOf(eks, "m2m-token-issuer")).toEqual([eksIssuer]);
      expect(cluster.all("Deployment", "cluster-jwks-proxy")).toHaveLength(1);
      expect(cluster.all("RequestAuthentication")).toHaveLength(release === "1.10.2" ? 2 : 3);
    },
  );
});

describeWithUpstream.each(RELEASES)("Dex at %s", (release) => {
  test("has the issuer of the gateway's host, and is asked inside the cluster", async () => {
    const platform = await buildPlatform(release, merged(HTTPS, GITHUB), LOGIN);
    const [connector] = dexOf(platform).connectors;

    expect(dexOf(platform).issuer).toBe("https://kubeflow.example.com/dex");
    expect(connector.config.redirectURI).toBe("https://kubeflow.example.com/dex/callback");
    expect(configurationOf(platform)).toMatchObject({
      oidc_issuer_url: "https://kubeflow.example.com/dex",
      skip_oidc_discovery: true,
      login_url: "/dex/auth",
      redeem_url: "http://dex.auth.svc.cluster.local:5556/dex/token",
      oidc_jwks_url: "http://dex.auth.svc.cluster.local:5556/dex/keys",
      skip_auth_routes: ["^/dex/"],
      scope: "profile email groups openid",
      relative_redirect_url: true,
    });
    expect(platform.find("RequestAuthentication", "dex-jwt").spec.jwtRules[0]).toMatchObject({
      issuer: "https://kubeflow.example.com/dex",
      jwksUri: "http://dex.auth.svc.cluster.local:5556/dex/keys",
    });
    expect(
      platform.find("AuthorizationPolicy", "istio-ingressgateway-require-jwt").spec.rules[0].to[0].operation.notPaths,
    ).toContain("/dex/*");
    expect(secretsOf(platform.plan, "dex")).toEqual([
      "auth/dex-oidc-client: OIDC_CLIENT_ID OIDC_CLIENT_SECRET",
      "auth/dex-connectors: GITHUB_ID GITHUB_SECRET",
    ]);
    expect(containerOf(platform.find("Deployment", "dex"), "dex").envFrom).toEqual([
      { secretRef: { name: "dex-oidc-client" } },
      { secretRef: { name: "dex-connectors" } },
    ]);
  });

  test("without an address of its own is upstream's: a directory needs none", async () => {
    const platform = await buildPlatform(release, LDAP, LOGIN);

    expect(dexOf(platform).issuer).toBe("http://dex.auth.svc.cluster.local:5556/dex");
    expect(platform.find("ConfigMap", "oauth2-proxy").data["oauth2_proxy.cfg"]).toContain("# serve a static HTTP 200");
    expect(issuersOf(platform, "dex-jwt")).toEqual(["http://dex.auth.svc.cluster.local:5556/dex"]);
  });

  test("knows the values' other clients, whose secrets it finds under its own", async () => {
    const clients = [
      {
        id: "grafana",
        redirectURIs: ["https://grafana.example.com/login"],
        secret: { name: "grafana-client", key: "client-secret" },
      },
      { id: "kubelogin", name: "kubectl", redirectURIs: ["http://localhost:8000"] },
    ];
    const platform = await buildPlatform(release, merged(LDAP, HTTPS, { identity: { clients } }), LOGIN);
    const dex = containerOf(platform.find("Deployment", "dex"), "dex");

    expect(dexOf(platform).staticClients.slice(1)).toEqual([
      {
        id: "grafana",
        name: "grafana",
        redirectURIs: ["https://grafana.example.com/login"],
        secretEnv: "CLIENT_GRAFANA",
      },
      { id: "kubelogin", name: "kubectl", redirectURIs: ["http://localhost:8000"], public: true },
    ]);
    expect(dex.env).toContainEqual({
      name: "CLIENT_GRAFANA",
      valueFrom: { secretKeyRef: { name: "grafana-client", key: "client-secret" } },
    });
    expect(dex.env.map(({ name }: Built) => name)).toContain("KUBERNETES_POD_NAMESPACE");
    expect(secretsOf(platform.plan, "dex")).toContain("auth/grafana-client: client-secret");
  });

  test("issues tokens that last as long as the login, or that are renewed", async () => {
    const session = (settings: ValueMap) => merged(LDAP, { components: { "oauth2-proxy": { session: settings } } });
    const long = await buildPlatform(release, session({ lifetime: "72h" }), LOGIN);
    const renewed = await buildPlatform(release, session({ lifetime: "72h", refresh: "30m" }), LOGIN);
    const ending = merged(session({ lifetime: "72h", refresh: "30m" }), {
      components: { dex: { maxLifetime: "720h" } },
    });
    const ended = await buildPlatform(release, ending, LOGIN);

    expect(dexOf(long).expiry).toEqual({ idTokens: "72h" });
    expect(configurationOf(long)).toMatchObject({ cookie_expire: "72h", cookie_refresh: "0s" });
    expect(dexOf(renewed).expiry).toEqual({ refreshTokens: { reuseInterval: "30s", validIfNotUsedFor: "72h" } });
    expect(dexOf(ended).expiry.refreshTokens).toMatchObject({ validIfNotUsedFor: "72h", absoluteLifetime: "720h" });
    expect(configurationOf(renewed)).toMatchObject({
      cookie_expire: "72h",
      cookie_refresh: "30m",
      scope: "profile email groups offline_access openid",
    });
  });
});

describeWithUpstream.each(RELEASES)("who may use the platform, at %s", (release) => {
  test.each([
    ["Dex", LDAP, "http://dex.auth.svc.cluster.local:5556/dex", "email"],
    ["Dex with an address", merged(LDAP, HTTPS), "https://kubeflow.example.com/dex", "email"],
    ["an issuer of one's own", ENTRA, TENANT, "preferred_username"],
  ])("is asked at login and of every token of %s", async (_, login, issuer, user) => {
    const allowed = {
      identity: {
        allowedGroups: ["ml"],
        allowedEmailDomains: ["example.com"],
        claims: { groups: "realm_access.roles" },
      },
    };
    const platform = await buildPlatform(release, merged(login, allowed), LOGIN);
    const from = [{ source: { requestPrincipals: [`${issuer}/*`] } }];

    expect(configurationOf(platform)).toMatchObject({
      allowed_groups: ["ml"],
      email_domains: ["example.com"],
      oidc_groups_claim: "realm_access.roles",
    });
    expect(platform.find("AuthorizationPolicy", "allowed-users").spec).toEqual({
      action: "DENY",
      selector: { matchLabels: { app: "istio-ingressgateway" } },
      rules: [
        { from, when: [{ key: "request.auth.claims[realm_access][roles]", notValues: ["ml"] }] },
        { from, when: [{ key: `request.auth.claims[${user}]`, notValues: ["*@example.com"] }] },
      ],
    });
  });

  test("is asked at the gateway that the cluster has", async () => {
    const existing = { namespace: "ingress", service: "web", serviceAccount: "web", labels: { istio: "web" } };
    const platform = await buildPlatform(
      release,
      merged(ENTRA, { gateway: { existing }, identity: { allowedGroups: ["ml"], machineTokens: "cluster" } }),
      ["oauth2-proxy"],
    );
    const policies = ["AuthorizationPolicy", "RequestAuthentication"].flatMap((kind) => platform.all(kind));

    expect(policies.map(({ spec }) => spec.selector.matchLabels)).toEqual(Array(5).fill({ istio: "web" }));
  });

  test("is asked of single paths, by group", async () => {
    const restrictedPaths = { "/mlflow/": ["ml"], "/console*": ["ml", "data"] };
    const platform = await buildPlatform(release, merged(ENTRA, { identity: { restrictedPaths } }), LOGIN);
    const { rules } = platform.find("AuthorizationPolicy", "allowed-users").spec;

    expect(rules.map(({ to, when }: Built) => [to[0].operation.paths, when[0].notValues])).toEqual([
      [["/mlflow", "/mlflow/*"], ["ml"]],
      [["/console*"], ["ml", "data"]],
    ]);
  });

  test("may pass on who somebody is in lower case, by a filter behind those that check the token", async () => {
    const existing = { namespace: "ingress", service: "web", serviceAccount: "web", labels: { istio: "web" } };
    const platform = await buildPlatform(
      release,
      merged(ENTRA, { gateway: { existing }, identity: { lowercaseUsers: true } }),
      ["oauth2-proxy"],
    );
    const filter = platform.find("EnvoyFilter", "lowercase-users", "istio-system");
    const [{ match, patch }] = filter.spec.configPatches;
    const { outputClaimToHeaders } = platform.find("RequestAuthentication", "user-tokens").spec.jwtRules[0];

    expect(schemaErrors(filter)).toEqual([]);
    expect(filter.spec.workloadSelector.labels).toEqual({ istio: "web" });
    expect([match.listener.filterChain.filter.subFilter.name, patch.operation]).toEqual([
      "envoy.filters.http.router",
      "INSERT_BEFORE",
    ]);
    expect(patch.value.typed_config.default_source_code.inline_string).toContain(outputClaimToHeaders[0].header);
    // It needs the definition of Istio's release, and comes after it.
    expect(platform.plan.components.findIndex(({ component }) => component.name === "istio")).toBeLessThan(
      platform.plan.components.findIndex(({ component }) => component.name === "oauth2-proxy"),
    );
  });

  test("is asked of an issuer whose certificate nobody else knows: oauth2-proxy and istiod trust its authority", async () => {
    const issuerCa = CERTIFICATE;
    const argo = { components: { "argo-workflows-ui": { enabled: true } } };
    const platform = await buildPlatform(release, merged(ENTRA, HTTPS, argo, { identity: { issuerCa } }), [
      ...LOGIN,
      "istio",
      "argo-workflows-ui",
    ]);
    const server = platform.find("Deployment", "argo-server").spec.template.spec;
    const proxy = platform.find("Deployment", "oauth2-proxy").spec.template.spec;
    const istiod = platform.find("Deployment", "istiod").spec.template.spec;
    const mount = (mountPath: string) => ({ name: "issuer-ca", mountPath, readOnly: true });

    expect(platform.find("ConfigMap", "issuer-ca", "oauth2-proxy").data).toEqual({ "ca.crt": issuerCa });
    expect(platform.find("ConfigMap", "issuer-ca", "istio-system").data).toEqual({ "extra.pem": issuerCa });
    expect(configurationOf(platform)).toMatchObject({ provider_ca_files: ["/etc/issuer-ca/ca.crt"] });
    expect(proxy.containers[0].volumeMounts).toContainEqual(mount("/etc/issuer-ca"));
    expect(istiod.containers[0].volumeMounts).toContainEqual(mount("/cacerts"));
    expect(platform.find("ConfigMap", "issuer-ca", "argo-workflows").data).toEqual({ "ca.crt": issuerCa });
    expect(server.containers[0].volumeMounts).toContainEqual(mount("/etc/issuer-ca"));
    expect(server.containers[0].env).toContainEqual({ name: "SSL_CERT_DIR", value: "/etc/issuer-ca" });
    for (const { volumes } of [proxy, istiod, server]) {
      expect(volumes).toContainEqual({ name: "issuer-ca", configMap: { name: "issuer-ca" } });
      expect(volumes.length).toBeGreaterThan(1);
    }
  });

  test("is said of a session: cookie, Redis, Secret, and where logging out leads", async () => {
    const platform = await buildPlatform(
      release,
      merged(ENTRA, {
        identity: { logoutUrl: "https://login.example.com/logout?to=here" },
        components: {
          "oauth2-proxy": {
            secret: { name: "login", clientSecretKey: "secret", cookieSecretKey: "cookie" },
            cookie: { name: "kubeflow", domains: [".example.com"] },
            redirectDomains: [".example.com"],
            session: {
              redis: { url: "rediss://redis.example.com:6379", passwordSecret: { name: "redis", key: "pw" } },
            },
          },
        },
      }),
      LOGIN,
    );

    expect(configurationOf(platform)).toMatchObject({
      cookie_name: "kubeflow",
      cookie_domains: [".example.com"],
      whitelist_domains: [".example.com", "login.example.com"],
      session_store_type: "redis",
      redis_connection_url: "rediss://redis.example.com:6379",
    });
    expect(environmentOf(platform.find("Deployment", "oauth2-proxy"), "oauth2-proxy")).toMatchObject({
      OAUTH2_PROXY_CLIENT_SECRET: { secretKeyRef: { name: "login", key: "secret" } },
      OAUTH2_PROXY_COOKIE_SECRET: { secretKeyRef: { name: "login", key: "cookie" } },
      OAUTH2_PROXY_REDIS_PASSWORD: { secretKeyRef: { name: "redis", key: "pw" } },
    });
    expect(secretsOf(platform.plan, "oauth2-proxy")).toEqual([
      "oauth2-proxy/login: secret cookie",
      "oauth2-proxy/redis: pw",
    ]);
    const [dashboard] = platform.all("Deployment").filter(({ metadata }) => metadata.name.endsWith("dashboard"));
    expect(environmentOf(dashboard, dashboard.metadata.name)["LOGOUT_URL"]).toBe(
      "/oauth2/sign_out?rd=https%3A%2F%2Flogin.example.com%2Flogout%3Fto%3Dhere",
    );
  });
});

describeWithUpstream.each(RELEASES)("Argo Workflows at %s", (release) => {
  const server = (settings: ValueMap = {}) => ({
    components: { "argo-workflows-ui": { enabled: true, ...settings } },
  });
  const parts = ["argo-workflows-ui", "dex"];

  test("logs users in by Dex where browsers reach it, and tells them apart by group", async () => {
    const platform = await buildPlatform(
      release,
      merged(LDAP, HTTPS, server({ groups: ["ml"], writers: ["admins"] })),
      parts,
    );
    const sso = JSON.parse(platform.find("ConfigMap", "argo-server").data.sso);
    const account = (name: string) => platform.find("ServiceAccount", name).metadata.annotations;
    const verbs = (name: string) => platform.find("ClusterRole", name).rules[0].verbs;

    expect(sso).toMatchObject({
      issuer: "https://kubeflow.example.com/dex",
      clientId: { name: "argo-workflows-client", key: "client-id" },
      redirectUrl: "https://kubeflow.example.com/argo/oauth2/callback",
      scopes: ["groups", "email", "profile"],
    });
    expect(dexOf(platform).staticClients[1]).toEqual({
      id: "argo-workflows",
      name: "Argo Workflows server",
      redirectURIs: [sso.redirectUrl],
      secretEnv: "CLIENT_ARGO_WORKFLOWS",
    });
    expect(containerOf(platform.find("Deployment", "argo-server"), "argo-server").args).toContain("--auth-mode=sso");
    expect(account("argo-server-users")["workflows.argoproj.io/rbac-rule"]).toBe(
      '"ml" in $env?.groups || "admins" in $env?.groups',
    );
    expect(account("argo-server-writers")["workflows.argoproj.io/rbac-rule"]).toBe('"admins" in $env?.groups');
    expect([verbs("argo-server-users"), verbs("argo-server-writers")]).toEqual([
      ["get", "list", "watch"],
      ["get", "list", "watch", "create", "update", "patch", "delete"],
    ]);
    expect([...secretsOf(platform.plan, "argo-workflows-ui"), ...secretsOf(platform.plan, "dex")]).toEqual(
      expect.arrayContaining([
        "argo-workflows/argo-workflows-client: client-id client-secret",
        "auth/argo-workflows-client: client-secret",
      ]),
    );
  });

  test("logs users in by an issuer of one's own, with a client of its own", async () => {
    const platform = await buildPlatform(release, merged(ENTRA, HTTPS, server()), parts);

    expect(platform.find("VirtualService", "argo-server").spec.http[0].headers).toEqual({
      request: { remove: ["authorization"] },
    });
    expect(JSON.parse(platform.find("ConfigMap", "argo-server").data.sso)).toMatchObject({
      issuer: TENANT,
      scopes: ["email", "profile"],
    });
    expect(secretsOf(platform.plan, "argo-workflows-ui")).toEqual([
      "argo-workflows/argo-workflows-client: client-id client-secret",
    ]);
  });

  test.each([
    ["the issuer has no public address", merged(LDAP, server())],
    ["that is what is wanted", merged(LDAP, HTTPS, server({ login: "platform" }))],
  ])("relies on the platform's login where %s", async (_, values) => {
    const platform = await buildPlatform(release, values, parts);

    expect(platform.find("VirtualService", "argo-server").spec.http[0]).not.toHaveProperty("headers");
    expect(platform.find("ConfigMap", "argo-server").data).toEqual({});
    expect(containerOf(platform.find("Deployment", "argo-server"), "argo-server").args).toContain("--auth-mode=server");
    expect(platform.text).not.toMatch(/argo-workflows-client|argo-server-users.service-account-token/);
    expect(secretsOf(platform.plan, "argo-workflows-ui")).toEqual([]);
  });
});

/** oauth2-proxy's configuration as it would read it. */
function configurationOf(platform: BuiltPlatform): Readonly<Record<string, unknown>> {
  const text: string = platform.find("ConfigMap", "oauth2-proxy").data["oauth2_proxy.cfg"];
  return Object.fromEntries(
    [...text.matchAll(/^(\w+) = (.*)$/gm)].map(([, key, value]) => [key, JSON.parse(value ?? "")]),
  );
}

function dexOf(platform: BuiltPlatform): Built {
  return JSON.parse(platform.find("ConfigMap", "dex", "auth").data["config.yaml"]);
}

function issuersOf(platform: BuiltPlatform, name: string): readonly string[] {
  return platform.find("RequestAuthentication", name).spec.jwtRules.map(({ issuer }: Built) => issuer);
}

/** `namespace/name: keys` of the Secrets that a component expects. */
function secretsOf({ components }: Plan, name: string): readonly string[] {
  return components
    .filter(({ component }) => component.name === name)
    .flatMap(({ expected }) => expected)
    .filter(({ kind }) => kind === "Secret")
    .map((secret) => `${secret.namespace}/${secret.name}: ${secret.keys.join(" ")}`);
}

function merged(...values: readonly ValueMap[]): ValueMap {
  return deepmerge.all(values as ValueMap[]) as ValueMap;
}
