import { describe, expect, test } from "vitest";
import { parseRepositoryUrl } from "../../generator/kustomize/parse-repository-url.ts";

describe("a repository URL splits into repository, folder and ref", () => {
  test.each([
    [
      "https://github.com/argoproj/argo-workflows//manifests/base?ref=v3.7.3",
      "https://github.com/argoproj/argo-workflows",
      "manifests/base",
      "v3.7.3",
    ],
    [
      "https://github.com/kubeflow/manifests/apps/katib?ref=v1.10.2",
      "https://github.com/kubeflow/manifests",
      "apps/katib",
      "v1.10.2",
    ],
    ["github.com/kubeflow/manifests", "https://github.com/kubeflow/manifests", "", ""],
    ["GitHub.com:kubeflow/manifests", "https://github.com/kubeflow/manifests", "", ""],
    [
      "git@github.com:kubeflow/manifests.git//apps?version=main",
      "git@github.com:kubeflow/manifests.git",
      "apps",
      "main",
    ],
    ["ssh://git@github.com/kubeflow/manifests", "git@github.com:kubeflow/manifests", "", ""],
    ["http://github.com/kubeflow/manifests", "https://github.com/kubeflow/manifests", "", ""],
    ["hTTps://git.example.com/team/app/base", "https://git.example.com/team/app", "base", ""],
    ["https://git.example.com/a/b/c/app.git/base?ref=x", "https://git.example.com/a/b/c/app.git", "base", "x"],
    ["https://git.example.com/a/b/c/app//base/?ref=x", "https://git.example.com/a/b/c/app", "base/", "x"],
    [
      "https://dev.azure.com/org/project/_git/repo/path/to/base",
      "https://dev.azure.com/org/project/_git/repo",
      "path/to/base",
      "",
    ],
    ["deploy@git.example.com:team/app.git", "deploy@git.example.com:team/app.git", "", ""],
    ["git::https://gitlab.com/team/app", "https://gitlab.com/team/app", "", ""],
    ["file:///srv/repositories/app?ref=v1", "file:///srv/repositories/app", "", "v1"],
    ["file:///srv/app.git/base", "file:///srv/app.git", "base", ""],
    ["ssh://git.example.com:7999/team/app", "ssh://git.example.com:7999/team/app", "", ""],
    ["package@v1.28.0.example/configs/base", "package@v1.28.0.example/configs/base", "", ""],
    ["https://github.com/a/b?ref=one&version=two", "https://github.com/a/b", "", "one"],
    ["https://github.com/a/b?ref=feature%2Fx", "https://github.com/a/b", "", "feature/x"],
  ])("%s", (text, url, path, ref) => {
    expect(parseRepositoryUrl(text)).toMatchObject({ raw: text, url, path, ref });
  });
});

describe("text that is no repository URL", () => {
  test.each([
    "/absolute/path",
    "../base",
    "base",
    "src/github.com/org/repo",
    "https://example.com",
    "https://example.com?ref=a/b/c",
    "https://github.com/only-one.yaml",
    "htp://github.com/a/b",
    "https://github.com/a/b.git//x/../../y",
    "https://github.com/a/b//..",
    "file:////tmp//x",
    "",
  ])("%j", (text) => {
    expect(parseRepositoryUrl(text)).toBeUndefined();
  });
});

describe("the query", () => {
  test.each([
    ["", 27_000, true],
    ["timeout=61", 61_000, true],
    ["timeout=1m30s", 90_000, true],
    ["timeout=1.5s", 1_500, true],
    ["timeout=0", 27_000, true],
    ["timeout=soon", 27_000, true],
    ["submodules=false", 27_000, false],
    ["submodules=0", 27_000, false],
    ["submodules=no", 27_000, true],
    ["timeout=5;submodules=0", 27_000, true],
  ])("%j gives a time limit of %d ms and submodules %j", (query, timeoutMilliseconds, submodules) => {
    expect(parseRepositoryUrl(`https://github.com/a/b?${query}`)).toMatchObject({ timeoutMilliseconds, submodules });
  });
});
