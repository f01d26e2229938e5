import { join } from "node:path";
import type { Problem, Result } from "../../model/problem.ts";
import { refused } from "../../problems/gather.ts";
import { hostOf } from "../../problems/host-of.ts";
import {
  sourceFailed,
  sourceStatus,
  sourceTimeout,
  sourceTooLarge,
  sourceUnreachable,
} from "../../problems/remote-problems.ts";
import { withoutCredentials } from "../../problems/without-credentials.ts";
import { digest, readBytes, readJson, writeBytes, writeJson } from "./cache-files.ts";

/** A server that is up answers, and goes on sending, within this time, however large the file is and however slow the line. */
const silenceMilliseconds = 15_000;
const pausesMilliseconds = [300, 1_000];
const limitMegabytes = 64;

/** What a URL answered last: what to ask with next time, and where the body is. */
interface KnownFile {
  readonly etag?: string;
  readonly lastModified?: string;
  readonly body: string;
}

/**
 * GETs a file of at most 64 MB, with two more tries when the server fails. What came earlier is kept in `<cache>/http` and taken
 * again only when the server says that it has not changed.
 */
export async function fetchFile(url: string, cacheDirectory: string): Promise<Result<Uint8Array>> {
  const home = join(cacheDirectory, "http");
  const entry = join(home, `${digest(url)}.json`);
  const known = readKnownFile(home, entry);
  const answer = await getWithRetries(url, known?.file);
  if (!answer.ok) return answer;
  if (answer.value === "unchanged" && known !== undefined) return { ok: true, value: known.content };
  if (answer.value === "unchanged")
    return refused(sourceFailed(withoutCredentials(url), "304 for a file that was never sent"));
  const { content, etag, lastModified } = answer.value;
  const body = digest(content);
  writeBytes(join(home, body), content);
  writeJson(entry, { body, ...(etag === null ? {} : { etag }), ...(lastModified === null ? {} : { lastModified }) });
  return { ok: true, value: content };
}

interface Download {
  readonly content: Uint8Array;
  readonly etag: string | null;
  readonly lastModified: string | null;
}

/** The earlier answer, unless its body is gone or damaged. */
function readKnownFile(home: string, entry: string): { file: KnownFile; content: Uint8Array } | undefined {
  const file = readJson<KnownFile>(entry);
  const content = file === undefined ? undefined : readBytes(join(home, file.body));
  if (file === undefined || content === undefined || digest(content) !== file.body) return undefined;
  return { file, content };
}

async function getWithRetries(url: string, known: KnownFile | undefined): Promise<Result<Download | "unchanged">> {
  for (const pause of pausesMilliseconds) {
    const answer = await get(url, known);
    if (answer !== "retry") return answer;
    await new Promise((wake) => setTimeout(wake, pause));
  }
  const last = await get(url, known, true);
  return last === "retry" ? refused(sourceFailed(withoutCredentials(url), "the server keeps failing")) : last;
}

/** One request; `retry` when another try may help and this is not the last one. */
async function get(
  url: string,
  known: KnownFile | undefined,
  isLast = false,
): Promise<Result<Download | "unchanged"> | "retry"> {
  const silence = new Silence();
  try {
    const response = await fetch(addressOf(url), { headers: requestHeaders(url, known), signal: silence.signal });
    silence.broken();
    if (response.status === 304) return { ok: true, value: "unchanged" };
    if (!isLast && (response.status >= 500 || response.status === 429)) return "retry";
    if (!response.ok) return refused(sourceStatus(withoutCredentials(url), response.status, response.statusText));
    return await readDownload(url, response, silence);
  } catch (error) {
    if (silence.signal.aborted) {
      return refused(sourceTimeout(withoutCredentials(url), hostOf(url), silenceMilliseconds / 1_000));
    }
    return isLast ? refused(requestProblem(url, error)) : "retry";
  } finally {
    silence.end();
  }
}

/** Aborts a request once its server has been silent for too long. */
class Silence {
  private readonly controller = new AbortController();
  private readonly timer = setTimeout(() => this.controller.abort(), silenceMilliseconds);

  get signal(): AbortSignal {
    return this.controller.signal;
  }

  /** The server has sent something: it has the whole time again. */
  broken(): void {
    this.timer.refresh();
  }

  end(): void {
    clearTimeout(this.timer);
  }
}

async function readDownload(url: string, response: Response, silence: Silence): Promise<Result<Download>> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of response.body ?? []) {
    silence.broken();
    size += (chunk as Uint8Array).length;
    if (size > limitMegabytes * 1_000_000) return refused(sourceTooLarge(withoutCredentials(url), limitMegabytes));
    chunks.push(chunk as Uint8Array);
  }
  const { headers } = response;
  const content = Buffer.concat(chunks);
  return { ok: true, value: { content, etag: headers.get("etag"), lastModified: headers.get("last-modified") } };
}

/** `fetch` refuses URLs with a user name; Go sends it as basic authentication, and so do we. */
function addressOf(url: string): URL {
  const address = new URL(url);
  address.username = "";
  address.password = "";
  return address;
}

function requestHeaders(url: string, known: KnownFile | undefined): Record<string, string> {
  const { username, password } = new URL(url);
  const login = `${decodeURIComponent(username)}:${decodeURIComponent(password)}`;
  return {
    ...(username === "" ? {} : { authorization: `Basic ${Buffer.from(login).toString("base64")}` }),
    ...(known?.etag === undefined ? {} : { "if-none-match": known.etag }),
    ...(known?.lastModified === undefined ? {} : { "if-modified-since": known.lastModified }),
  };
}

function requestProblem(url: string, error: unknown): Problem {
  const shown = withoutCredentials(url);
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  return sourceUnreachable(shown, withoutCredentials(cause instanceof Error ? cause.message : String(cause)));
}
