import { Buffer } from "node:buffer";
// Not exported by the package's entry, which can only attach something to an image that is there.
import registryFetch from "@sigstore/oci/dist/fetch.js";
import type { RegistryCredentials } from "./registry-credentials.ts";

/** A registry that is up answers each request within this time. */
const ANSWER_MILLISECONDS = 15_000;

/** Asks, and asks again where the registry fails, through the proxies that the environment names. Redirects are the caller's. */
const ask = registryFetch.default.defaults({
  timeout: ANSWER_MILLISECONDS,
  retry: { retries: 2, minTimeout: 300, maxTimeout: 1_000 },
  redirect: "manual",
});

export interface RegistryRequest {
  readonly method: "HEAD" | "POST" | "PUT";
  readonly contentType?: string;
  readonly body?: string | Uint8Array;
}

export interface RegistryResponse {
  readonly status: number;
  readonly headers: { get(name: string): string | null };
}

/** One user at one registry. */
export interface RegistrySession {
  /** As `send` takes it; a path is below the repository. */
  readonly urlOf: (path: string) => URL;
  /** Who this user is, is told to the registry alone, whatever other server it sends one to. Throws where nobody answers. */
  readonly send: (url: URL, request: RegistryRequest) => Promise<RegistryResponse>;
}

/** An answer that ends the session: what the registry did, in words that follow its name, or the status with which it refused. */
export class BadAnswer extends Error {
  readonly status: number | undefined;

  constructor(what: string, status?: number) {
    super(what);
    this.status = status;
  }
}

/**
 * Begins a session for a repository of a registry (`host:port`), signed in as the registry asks for. Throws `BadAnswer`, and where
 * nobody answers; an answer of 401 to what follows says that the registry does not know this user.
 */
export async function openSession(
  registry: string,
  repository: string,
  credentials: RegistryCredentials | undefined,
): Promise<RegistrySession> {
  const host = registry === "docker.io" ? "registry-1.docker.io" : registry;
  const base = new URL(`${isThisMachine(new URL(`http://${host}`)) ? "http" : "https"}://${host}`);
  const urlOf = (path: string) => new URL(`/v2/${repository}/${path}`, base);
  const authorization = credentials && (await signIn(urlOf("blobs/uploads/"), credentials));
  return {
    urlOf,
    send: (url, { method, contentType, body }) =>
      ask(encrypted(url).href, {
        method,
        ...(body !== undefined && { body: Buffer.from(body) }),
        headers: {
          ...(contentType !== undefined && { "content-type": contentType }),
          ...(authorization !== undefined && url.origin === base.origin && { authorization }),
        },
      }),
  };
}

/** Plain HTTP leads to this machine only. */
function encrypted(url: URL): URL {
  if (url.protocol === "https:" || (url.protocol === "http:" && isThisMachine(url))) return url;
  throw new BadAnswer(`leads to ${url.origin}, which is not encrypted`);
}

function isThisMachine({ hostname }: URL): boolean {
  return hostname === "localhost" || hostname === "127.0.0.1";
}

/**
 * The header that answers the registry's challenge (distribution specification, "Token Authentication"). Undefined: it lets everybody in, and
 * gives no challenge.
 */
async function signIn(url: URL, credentials: RegistryCredentials): Promise<string | undefined> {
  const response = await ask(url.href, { method: "POST" });
  const challenge = response.headers.get("www-authenticate") ?? "";
  const scheme = /^(basic|bearer) /i.exec(challenge)?.[1]?.toLowerCase();
  if (scheme === undefined) return undefined;
  return scheme === "basic" ? basic(credentials) : `Bearer ${await tokenFor(challenge, credentials)}`;
}

async function tokenFor(challenge: string, credentials: RegistryCredentials): Promise<string> {
  const [realm, service, scope] = ["realm", "service", "scope"].map(
    (name) => new RegExp(`[ ,]${name}="([^"]*)"`, "i").exec(challenge)?.[1],
  );
  if (realm === undefined || !URL.canParse(realm)) throw new BadAnswer("does not say where to sign in");
  const url = encrypted(new URL(realm));
  const query = { ...(service !== undefined && { service }), ...(scope !== undefined && { scope }) };
  const exchanged = credentials.username === IDENTITY_TOKEN && (await exchangeToken(url, query, credentials.password));
  return exchanged || passwordToken(url, query, credentials);
}

/** Docker's name for a user whose password is an identity token. */
const IDENTITY_TOKEN = "<token>";

/** Distribution specification, "OAuth2 Token Authentication". Undefined: the registry knows no such tokens. */
async function exchangeToken(
  url: URL,
  query: Readonly<Record<string, string>>,
  token: string,
): Promise<string | undefined> {
  const form = { ...query, grant_type: "refresh_token", client_id: "kubeflow-gitops", refresh_token: token };
  const response = await ask(url.href, { method: "POST", body: new URLSearchParams(form) });
  return response.status === 200 ? readToken(await response.text()) : undefined;
}

async function passwordToken(
  url: URL,
  query: Readonly<Record<string, string>>,
  credentials: RegistryCredentials,
): Promise<string> {
  const asked = new URL(url);
  for (const [name, value] of Object.entries(query)) asked.searchParams.set(name, value);
  const response = await ask(asked.href, { headers: { authorization: basic(credentials) } });
  if (response.status !== 200) throw new BadAnswer("refused", response.status);
  const token = readToken(await response.text());
  if (token === undefined) throw new BadAnswer("gives no token to who signs in");
  return token;
}

function readToken(text: string): string | undefined {
  try {
    const { access_token, token } = JSON.parse(text) as { readonly access_token?: unknown; readonly token?: unknown };
    return [access_token, token].find((each) => typeof each === "string" && each !== "") as string | undefined;
  } catch {
    return undefined;
  }
}

function basic({ username, password }: RegistryCredentials): string {
  return `Basic ${Buffer.from(`${username}:${password}`).toString("base64")}`;
}
