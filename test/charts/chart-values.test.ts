import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import { CHART_COMPONENT, filesOf, generated, printed } from "./chart-files.ts";

const VALUES = "components/cache/chart/values.yaml";

test("the values file is what the component's template writes, with a comment that names the chart", () => {
  const text = filesOf(generated(CHART_COMPONENT)).get(VALUES) ?? "";

  expect(text.split("\n")[0]).toMatch(/^# .*cache-server 1\.2\.3 of https:\/\/charts\.example\.com/);
  expect(parse(text)).toEqual({ size: "1Gi", zones: ["a", "b"], limits: { memory: "1Gi", cpu: "1" } });
});

test("a later layer's values win, key by key; a list replaces a list, and null stays for Helm to read", () => {
  const text = filesOf(
    generated({
      ...CHART_COMPONENT,
      "overlays/small/cache/chart/values.yaml": "size: 1Mi\nzones: [c]\nlimits: { cpu: null }\n",
      "environments/mine/cache/chart/values.yaml.ejs": "size: <%= environment %>\n",
      "environments/mine/environment.yaml": "overlays: [small]\n",
    }),
  ).get(VALUES);

  expect(parse(text ?? "")).toEqual({ size: "mine", zones: ["c"], limits: { memory: "1Gi", cpu: null } });
});

test("any text of a setting comes out as exactly that text", () => {
  for (const size of ["yes", "0123", "{{ .Values.x }}", "$" + "{x}", "<%= 1 %>", "a: b", "two\nlines", "🙂"]) {
    const files = filesOf(generated(CHART_COMPONENT, { components: { cache: { size } } }));
    expect(parse(files.get(VALUES) ?? "").size).toBe(size);
  }
});

test("a chart without values and objects of its own is delivered all the same", () => {
  const {
    "components/cache/chart/values.yaml.ejs": _values,
    "components/cache/resources/namespace.yaml": _namespace,
    ...bare
  } = CHART_COMPONENT;
  const files = filesOf(generated(bare));

  expect(parse(files.get(VALUES) ?? "")).toEqual({});
  expect([...files.keys()].filter((path) => path.startsWith("components/cache/"))).toEqual([VALUES]);
  expect(parse(files.get("sync/cache.yaml") ?? "").spec.sources).toHaveLength(2);
});

describe("refused", () => {
  test("values that are a list", () => {
    expect(
      printed(generated({ ...CHART_COMPONENT, "environments/mine/cache/chart/values.yaml": "- size: 1\n" })),
    ).toEqual([
      "environments/mine/cache/chart/values.yaml:1 CHART_VALUES_UNREADABLE The values of a chart are one mapping.",
    ]);
  });

  test("values for a component without a chart", () => {
    expect(printed(generated({ "environments/mine/katib/chart/values.yaml": "a: 1\n" }))).toEqual([
      "environments/mine/katib/chart/values.yaml:1 CHART_MISSING katib is not delivered from a Helm chart: nothing reads these values.",
    ]);
  });

  test("another file in the chart's folder", () => {
    expect(printed(generated({ ...CHART_COMPONENT, "environments/mine/cache/chart/value.yaml": "a: 1\n" }))[0]).toMatch(
      /^environments\/mine\/cache\/chart\/value\.yaml:1 UNEXPECTED_FILE /,
    );
  });

  test.each([
    ["version: 1.2.3", "version: ^1.2.3", /:9 WRONG_FORM.*chart\.version/],
    ["version: 1.2.3", "version: latest", /:9 WRONG_FORM.*chart\.version/],
    ["https://charts", "http://charts", /:7 WRONG_FORM.*chart\.repository/],
    ["https://charts.example.com", "https://user:secret@charts.example.com", /:7 WRONG_FORM.*chart\.repository/],
    ["apps/StatefulSet", "StatefulSet", /:11 WRONG_FORM.*chart\.kinds/],
    ["CachePool: Cluster", "CachePool: Clusters", /:13 WRONG_CHOICE/],
    ["  namespace: cache\n", "", /MISSING_VALUE.*namespace/],
    ["  name: cache-server", "  nmae: cache-server", /UNKNOWN_KEY.*nmae/],
  ])("in component.yaml: %s -> %s", (good, bad, problem) => {
    const file = "components/cache/component.yaml";
    const text = (CHART_COMPONENT[file] ?? "").replace(good, bad);
    expect(printed(generated({ ...CHART_COMPONENT, [file]: text })).join("\n")).toMatch(problem);
  });

  test("Flyte without a database: said at the setting's component", () => {
    expect(printed(generated({}, { components: { flyte: { enabled: true } } }))).toEqual([
      "environments/mine/values.yaml:1 DATABASE_UNFIT flyte cannot keep its state in a database that is bundled.",
    ]);
  });

  test("an object of a kind that the chart of the same component defines, on Flux", () => {
    const path = {
      apiVersion: "cache.example.com/v1",
      kind: "CachedPath",
      metadata: { name: "home", namespace: "cache" },
    };
    const components = { cache: { extra: { resources: [path] } } };
    expect(printed(generated(CHART_COMPONENT, { components, delivery: { controller: "flux" } })).join()).toMatch(
      /CHART_KIND_TOO_EARLY CachedPath home is/,
    );
    expect(printed(generated(CHART_COMPONENT, { components }))).toEqual([]);
  });

  test("a chart for a cluster in which no Flux runs", () => {
    const delivery = { controller: "flux", flux: { kubeConfigSecret: "elsewhere" } };
    expect(printed(generated(CHART_COMPONENT, { delivery })).join()).toMatch(/CHART_NOT_FOR_REMOTE_FLUX cache is/);
    expect(printed(generated(CHART_COMPONENT, { delivery: { ...delivery, flux: {} } }))).toEqual([]);
  });
});
