import type { Chart } from "../../model/component.ts";
import { fullName, imagePiece, rewriteImage } from "../../model/image-rewriting.ts";
import type { Value, ValueMap } from "../../model/value.ts";
import type { ImagesValues } from "../../model/values.gen.ts";

/** Values of a chart that make it take its images from where and as the platform's values say; empty where those say nothing of them. */
export function chartImages(chart: Chart, values: ImagesValues): ValueMap {
  const repositories = [...chart.images].flatMap(([path, image]): [string, Value][] => {
    const rewritten = rewriteImage(image, values);
    if (rewritten === image) return [];
    return [
      ...nameValues(chart, imagePiece(rewritten, "name")).map(([key, part]): [string, Value] => [
        `${path}.${key}`,
        part,
      ]),
      [`${path}.tag`, imagePiece(rewritten, "version")],
    ];
  });
  const { pullPolicy, pullSecrets } = values;
  const policies =
    pullPolicy === undefined ? [] : chart.pullPolicies.map((path): [string, Value] => [path, pullPolicy]);
  const names = pullSecrets.map((name) => ({ name }));
  const secrets = names.length === 0 ? [] : chart.pullSecrets.map((path): [string, Value] => [path, names]);
  return nested([...repositories, ...policies, ...secrets]);
}

/** The name of an image under the keys that the chart puts together to it. */
function nameValues({ imageRegistry }: Chart, name: string): readonly (readonly [string, string])[] {
  if (imageRegistry === undefined) return [["repository", name]];
  const [registry = "", ...repository] = fullName(name).split("/");
  return [
    [imageRegistry, registry],
    ["repository", repository.join("/")],
  ];
}

/** `[["a.b", 1]]` as `{a: {b: 1}}`. */
function nested(entries: readonly (readonly [string, Value])[]): ValueMap {
  return entries.reduce<ValueMap>((done, [path, value]) => withValue(done, path.split("."), value), {});
}

function withValue(map: ValueMap, [key = "", ...rest]: readonly string[], value: Value): ValueMap {
  return { ...map, [key]: rest.length === 0 ? value : withValue((map[key] ?? {}) as ValueMap, rest, value) };
}
