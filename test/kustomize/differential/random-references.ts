import fc from "fast-check";
import { pick, picked, type Reference } from "./random-patches.ts";
import { affix, labels, scalar, seldom } from "./random-scalars.ts";
import { flowYaml, type Value } from "./write-yaml.ts";

/** An entry of `replicas`. */
export const replica: fc.Arbitrary<Reference> = fc
  .record({ pick, count: fc.nat(9) })
  .map(({ pick: index, count }) => (all) => {
    const workloads = all.filter(({ kind }) => kind === "Deployment" || kind === "StatefulSet");
    const workload = workloads[index % workloads.length];
    return workload && { name: workload.metadata.name, count };
  });

const sourcePath = fc.constantFrom(
  "metadata.name",
  "metadata.namespace",
  "data.level",
  "spec",
  "spec.replicas",
  "kind",
  "list.0.name",
);
const targetPath = fc.constantFrom(
  ...[
    "metadata.name",
    "metadata.labels.app",
    "metadata.annotations.[note]",
    "data.level",
    "spec",
    "list.*.v",
    "list.[name=web].v",
  ],
  ...[
    "spec.template.spec.containers.[name=main].image",
    "spec.template.spec.containers.*.env.[name=A].value",
    "list.0.v",
  ],
);
const split = seldom(
  6,
  fc.record({ delimiter: fc.constantFrom("-", ":", "/"), index: fc.integer({ min: -1, max: 2 }) }),
);

/** An entry of `replacements`. */
export const replacement: fc.Arbitrary<Reference> = fc
  .record({
    from: pick,
    to: pick,
    sourcePath,
    targetPath,
    sourceSplit: split,
    targetSplit: split,
    create: fc.boolean(),
  })
  .map(({ from, to, sourcePath: fieldPath, targetPath: path, sourceSplit, targetSplit, create }) => (all) => {
    const [source, target] = [picked(all, from), picked(all, to)];
    if (source === undefined || target === undefined) return undefined;
    return {
      source: { kind: source.kind, name: source.metadata.name, fieldPath, options: { ...sourceSplit } },
      targets: [{ select: { kind: target.kind }, fieldPaths: [path], options: { ...targetSplit, create } }],
    };
  });

/** An entry of `vars` with the given name. */
export function variable(variableName: string): fc.Arbitrary<Reference> {
  const anyField = fc.constantFrom(undefined, "metadata.name", "kind");
  return fc.record({ pick, anyField, own: fc.boolean() }).map(({ pick: index, anyField: everyKind, own }) => (all) => {
    const resource = picked(all, index);
    if (resource === undefined) return undefined;
    const { apiVersion, kind, metadata } = resource;
    const fieldPath = own && "roleRef" in resource ? "roleRef.name" : everyKind;
    const objref = { apiVersion, kind, name: metadata.name, namespace: metadata.namespace };
    return { name: variableName, objref, fieldref: fieldPath && { fieldPath } };
  });
}

const everywhere = [{ path: "metadata/name" }];

/** An entry of `transformers`, as text. */
export const transformer: fc.Arbitrary<string> = fc
  .oneof(
    affix.map((prefix): Value => ({ kind: "PrefixTransformer", prefix, fieldSpecs: everywhere })),
    affix.map((suffix): Value => ({ kind: "SuffixTransformer", suffix, fieldSpecs: everywhere })),
    labels.map(
      (said): Value => ({
        kind: "LabelTransformer",
        labels: said,
        fieldSpecs: [{ path: "metadata/labels", create: true }],
      }),
    ),
    scalar
      .filter((value) => typeof value === "string")
      .map(
        (value): Value => ({
          kind: "AnnotationsTransformer",
          annotations: { note: value },
          fieldSpecs: [
            { path: "metadata/annotations", create: true },
            { path: "spec/template/metadata/annotations", create: false },
          ],
        }),
      ),
  )
  .chain((body) =>
    fc.nat(999).map((id) => flowYaml({ apiVersion: "builtin", metadata: { name: `t${id}` }, ...(body as object) })),
  );
