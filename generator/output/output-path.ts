/** The same text for all paths that a file system may take for one: case, and composed or decomposed accents. */
export function foldPath(path: string): string {
  return path.normalize("NFC").toLowerCase();
}

/** The folders above a path, the outermost first: `a/b/c` gives `a`, `a/b`. */
export function parentsOf(path: string): readonly string[] {
  const parents: string[] = [];
  for (let end = path.indexOf("/"); end !== -1; end = path.indexOf("/", end + 1)) parents.push(path.slice(0, end));
  return parents;
}

/** Why nothing may be written at a path, as the end of a sentence that begins with it; nothing when it is good. */
export function pathFault(path: string): string | undefined {
  if (path === "") return "is empty";
  if (path.startsWith("/") || /^[A-Za-z]:/.test(path)) return "is absolute";
  if (path.includes("\\")) return "has a backslash";
  if (hasControlCharacter(path)) return "has a control character";
  if (Buffer.from(path).toString() !== path) return "is not valid Unicode";
  const segments = path.split("/");
  if (segments.includes("..")) return "leads out of its folder";
  if (segments.some((segment) => segment === "" || segment === ".")) return 'has an empty or "." segment';
  if (segments.some((segment) => segment.toLowerCase() === ".git")) return "belongs to git";
  return undefined;
}

function hasControlCharacter(path: string): boolean {
  for (let index = 0; index < path.length; index += 1) {
    const code = path.charCodeAt(index);
    if (code < 0x20 || code === 0x7f) return true;
  }
  return false;
}
