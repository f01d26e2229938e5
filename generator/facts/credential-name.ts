/**
 * Whether a setting of this name holds a credential rather than the name of one: `MYSQL_ROOT_PASSWORD`, `PGPASSWORD`, `--db-password`,
 * `clientSecret`, `bindPW`; not `passwordSecret` or `tokenFile`, and not `secretKey`, by which many name a key of a Secret.
 */
export function isCredentialName(name: string): boolean {
  const words = wordsOf(name);
  const last = words.at(-1) ?? "";
  return (
    ALONE.has(last) ||
    last.endsWith("password") ||
    TOGETHER.has(words.slice(-2).join(" ")) ||
    TOGETHER.has(words.slice(-3).join(" ")) ||
    words.join() === "secret"
  );
}

/** Whether a text is itself the value, and not the way to it: a variable, a file, a placeholder, or a switch. */
export function isPlainText(text: string): boolean {
  return text !== "" && !REFERENCE.test(text) && !SWITCH.test(text);
}

const ALONE: ReadonlySet<string> = new Set([
  "passwd",
  "pass",
  "passphrase",
  "pwd",
  "pw",
  "bindpw",
  "token",
  "clientsecret",
  "apikey",
]);
const TOGETHER: ReadonlySet<string> = new Set([
  ...["client secret", "cookie secret", "app secret", "shared secret", "consumer secret", "webhook secret"],
  ...["api key", "private key", "encryption key", "secret access key"],
]);

/** `$NAME`, `${NAME}`, `$(NAME)`, `{{ .Name }}`, `<name>`, `/run/secrets/x`, `file:…`, `****`. */
const REFERENCE = /^(\$(\w+|\{[^}]*\}|\([^)]*\))|\{\{.*\}\}|<[^>]*>|\.?\/.*|file:.*|\*+)$/s;
const SWITCH = /^(true|false|on|off|yes|no|none|null|enabled|disabled|required|optional)$/i;

/** `clientSecret`, `CLIENT_SECRET` and `--client-secret` are all client and secret; `bindPW` is bind and pw. */
function wordsOf(name: string): readonly string[] {
  return name
    .replace(/([a-z0-9])([A-Z])/g, "$1 $2")
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter((word) => word !== "");
}
