/** The URL, or a text with URLs in it, without user names and passwords, tokens and signatures; for people to read. */
export function withoutCredentials(text: string): string {
  return text
    .replaceAll(
      /\b([a-z][a-z0-9+.-]*:\/\/)([^\s'"]+)/gi,
      (_, scheme: string, rest: string) => scheme + shown(scheme, rest),
    )
    .replaceAll(/([?&][^=&\s]*(?:token|key|secret|password|signature|sig|credential)[a-z_-]*=)[^&\s'"]*/gi, "$1…");
}

/** What follows the scheme of a URL. The user of SSH says nothing: it is the same for all. */
function shown(scheme: string, rest: string): string {
  const [, user = "", place = ""] = USER.exec(rest) ?? SLASH_IN_PASSWORD.exec(rest) ?? [];
  if (place === "") return rest;
  return /ssh/i.test(scheme) && user !== "" ? `${user}@${place}` : place;
}

/** All before the last `@` of the authority (RFC 3986, section 3.2). */
const USER = /^([^:/@]*)[^/]*@([^/@]*(?:\/.*)?)$/;
/** A password that somebody should have escaped; a number there is a port. */
const SLASH_IN_PASSWORD = /^([^:/@[]*):(?!\d{1,5}(?:[/?#]|$))[^@]*@(.*)$/;
