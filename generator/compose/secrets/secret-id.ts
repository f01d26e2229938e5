import type { Expectation } from "../../model/expectation.ts";

/** `namespace/name`, as the values name Secrets. */
export function secretId({
  namespace = "",
  name,
}: {
  readonly namespace?: string | undefined;
  readonly name: string;
}): string {
  return `${namespace}/${name}`;
}

export function isSecret({ kind }: Pick<Expectation, "kind">): boolean {
  return kind === "Secret";
}
