import type { Result } from "../../model/problem.ts";
import type { RepositorySpec } from "../parse-repository-url.ts";
import { fetchFile } from "./fetch-file.ts";
import { fetchRepository } from "./fetch-repository.ts";

/** Where a build gets what is not on this machine. Every question is asked once per process, however many files name it. */
export interface RemoteSource {
  /** Fetches the repository at its ref and gives the local folder with its content, which must not be changed. */
  repository(spec: RepositorySpec): Promise<Result<string>>;
  /** GETs one file. */
  file(url: string): Promise<Result<Uint8Array>>;
}

/** Git and HTTP, kept in a cache folder that processes may share, also at the same time. The folder is made when needed. */
export function remoteSource(cacheDirectory: string): RemoteSource {
  const repositories = new Map<string, Promise<Result<string>>>();
  const files = new Map<string, Promise<Result<Uint8Array>>>();
  return {
    repository: (spec) => {
      const identity = JSON.stringify([spec.url, spec.ref, spec.submodules]);
      return once(repositories, identity, () => fetchRepository(spec, cacheDirectory));
    },
    file: (url) => once(files, url, () => fetchFile(url, cacheDirectory)),
  };
}

function once<T>(asked: Map<string, Promise<T>>, question: string, ask: () => Promise<T>): Promise<T> {
  const earlier = asked.get(question);
  if (earlier !== undefined) return earlier;
  const answer = ask();
  asked.set(question, answer);
  return answer;
}
