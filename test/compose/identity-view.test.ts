import { expect, test } from "vitest";
import { type IdentityView, identityView } from "../../generator/compose/templates/identity-view.ts";
import type { Component } from "../../generator/model/component.ts";
import type { Platform, PlatformComponent } from "../../generator/model/platform.ts";
import { fakePlatform } from "../support/fake-platform.ts";

const WHEN_ON = [{ path: ["components", "tool", "login"], is: "on" }];
/** Not at the path of any that is shipped. */
const ISSUER = {
  component: {
    name: "issuer",
    title: "Issuer",
    issuer: "http://issuer.auth.svc:5556/login",
    when: [{ path: ["identity", "provider"], is: "dex" }],
  } as unknown as Component,
} as PlatformComponent;
const TOOL = { name: "tool", title: "Tool", client: { id: "tool", callback: "/tool/callback", when: WHEN_ON } };

/** The view of a component `tool` that logs users in itself where `login` is on. */
function viewOf(identity: object, gateway: object, login = "on"): IdentityView {
  const { values, ...platform } = fakePlatform();
  const tool = { component: TOOL as unknown as Component } as PlatformComponent;
  const changed = {
    ...values,
    identity: { ...values.identity, ...identity },
    gateway: { ...values.gateway, ...gateway },
    components: { tool: { login } },
  } as unknown as Platform["values"];
  return identityView({ ...platform, values: changed, components: [ISSUER, tool] }, tool);
}

const TLS = { tls: { ...fakePlatform().values.gateway.tls, mode: "external" } } as const;
const HOST = "kubeflow.example.com";
const OWN = { provider: "oidc", issuer: "https://login.example.com" } as const;

test.each([
  ["no host", {}, TLS, null, null],
  ["any host", {}, { ...TLS, hosts: ["*"] }, null, null],
  ["no TLS", {}, { hosts: [HOST] }, null, null],
  ["host and TLS", {}, { ...TLS, hosts: ["*.example.com", HOST] }, `https://${HOST}`, `https://${HOST}/login`],
  [
    "an address said",
    { issuer: "http://localhost:8080/login" },
    {},
    "http://localhost:8080",
    "http://localhost:8080/login",
  ],
  ["an issuer of one's own", OWN, { ...TLS, hosts: [HOST] }, `https://${HOST}`, OWN.issuer],
  ["an issuer of one's own alone", OWN, {}, null, OWN.issuer],
])("with %s browsers reach the platform and the issuer there", (_, identity, gateway, publicUrl, issuer) => {
  expect(viewOf(identity, gateway)).toMatchObject({ publicUrl, issuer });
});

test("the platform's own issuer is reached in the cluster too, one of the user's own is not", () => {
  expect(viewOf({}, {}).inCluster).toBe("http://issuer.auth.svc:5556/login");
  expect(viewOf(OWN, {}).inCluster).toBeNull();
});

test("a component logs users in itself where browsers reach both, and where it is to", () => {
  const client = { id: "tool", redirectURI: `https://${HOST}/tool/callback` };
  const ofTool = {
    id: "tool",
    name: "Tool",
    redirectURIs: [client.redirectURI],
    secret: { name: "tool-client", key: "client-secret" },
  };

  expect(viewOf({}, { ...TLS, hosts: [HOST] })).toMatchObject({ client, clients: [ofTool] });
  expect(viewOf({}, { ...TLS, hosts: [HOST] }, "off")).toMatchObject({ client: null, clients: [] });
  expect(viewOf(OWN, {})).toMatchObject({ client: null, clients: [] });
});

test("clients of the values come first; one without a name is called by its id, one without a secret is public", () => {
  const clients = [{ id: "cli", redirectURIs: ["http://localhost:8000"] }];
  expect(viewOf({ clients }, {}).clients).toEqual([
    { id: "cli", name: "cli", redirectURIs: ["http://localhost:8000"], secret: null },
  ]);
});
