import type { RemoteReference, SecretKey } from "../../model/expectation.ts";
import type { ExternalSecretsValues } from "../../model/values.gen.ts";

/**
 * Where the store has the value of a key of a Secret: what `remote` says of the key, else of the Secret, else the path of all. The property is
 * the key itself unless `remote` names one; with `{key}` in the path the whole value is the key's.
 */
export function remoteReference(
  { path: usual, remote }: ExternalSecretsValues,
  environment: string,
  { namespace, name, key }: SecretKey,
): RemoteReference {
  const { path = usual, properties = {} } = remote[`${namespace}/${name}`] ?? {};
  const of = (template: string) => fillIn(template, { environment, namespace, name, key });
  const written = properties[key];
  if (typeof written === "object") {
    return { key: of(written.path), ...(written.property !== undefined && { property: written.property }) };
  }
  if (written === undefined && path.includes("{key}")) return { key: of(path) };
  return { key: of(path), property: written ?? key };
}

function fillIn(template: string, texts: Readonly<Record<string, string>>): string {
  return template.replace(/\{(\w+)\}/g, (_, name: string) => texts[name] ?? "");
}
