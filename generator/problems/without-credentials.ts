/** The URL, or a text with URLs in it, without user names and passwords, tokens and signatures; for people to read. */
export function withoutCredentials(text: string): string {
  return text
    .replaceAll(/(https?:\/\/)[^/\s'"]*@/gi, "$1")
    .replaceAll(/(ssh:\/\/[^/@:\s'"]*):[^/\s'"]*@/gi, "$1@")
    .replaceAll(/([?&][^=&\s]*(?:token|key|secret|password|signature|sig|credential)[a-z_-]*=)[^&\s'"]*/gi, "$1…");
}
