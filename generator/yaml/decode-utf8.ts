import { Buffer, isAscii, isUtf8 } from "node:buffer";

/** The text of bytes in UTF-8, undefined when they are none. A byte order mark stays. ASCII takes half the memory and a fraction of the time. */
export function decodeUtf8(content: Uint8Array): string | undefined {
  const bytes = Buffer.from(content.buffer, content.byteOffset, content.byteLength);
  if (isAscii(bytes)) return bytes.toString("latin1");
  return isUtf8(bytes) ? bytes.toString("utf8") : undefined;
}
