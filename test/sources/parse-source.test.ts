import { expect, test } from "vitest";
import { parseSource } from "../../generator/sources/parse-source.ts";

const pinned = {
  url: "https://github.com/kubeflow/community-distribution",
  ref: "release-26.03.1",
  commit: "0d1a0030",
};

test.each([
  [undefined, pinned.url, pinned.commit],
  ["https://git.example.com/mirror", "https://git.example.com/mirror", pinned.commit],
  ["https://git.example.com/mirror@v1", "https://git.example.com/mirror", "v1"],
  ["git@git.example.com:team/mirror", "git@git.example.com:team/mirror", pinned.commit],
  ["git@git.example.com:team/mirror@v1", "git@git.example.com:team/mirror", "v1"],
  ["git@git.example.com:mirror.git", "git@git.example.com:mirror.git", pinned.commit],
  ["git@git.example.com:mirror.git@v1", "git@git.example.com:mirror.git", "v1"],
  ["https://me@git.example.com/mirror", "https://me@git.example.com/mirror", pinned.commit],
  ["../manifests@release-26.03.1", "../manifests", "release-26.03.1"],
  ["manifests@v1", "manifests", "v1"],
])("--source %s", (text, url, ref) => {
  expect(parseSource(text, pinned)).toEqual({ url, ref });
});
