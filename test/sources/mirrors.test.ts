import { expect, test } from "vitest";
import { mirrored } from "../../generator/model/mirrors.ts";

test("the longest beginning wins, and a URL that no mirror has stays as it is", () => {
  const mirrors = [
    { from: "https://github.com/", to: "https://git.example.com/" },
    { from: "https://github.com/kubeflow/", to: "file:///srv/kubeflow/" },
  ];
  expect(mirrored("https://github.com/argoproj/x", mirrors)).toBe("https://git.example.com/argoproj/x");
  expect(mirrored("https://github.com/kubeflow/x", mirrors)).toBe("file:///srv/kubeflow/x");
  expect(mirrored("https://example.com/x", mirrors)).toBe("https://example.com/x");
});
