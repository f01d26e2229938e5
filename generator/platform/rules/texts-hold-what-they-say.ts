import { X509Certificate } from "node:crypto";
import { wrongFormat } from "../../problems/value-problems.ts";
import { settingsWith } from "../annotated-settings.ts";
import type { Rule } from "../rule.ts";

/** A text that has the form of something is one: what a setting's schema says that it holds (`x-holds`) goes beyond what a pattern can ask. */
export const textsHoldWhatTheySay: Rule = (_platform, merged, { catalog }) =>
  settingsWith("x-holds", catalog).flatMap(({ path, schema, says }) => {
    const { value } = merged.origins(path).at(-1) ?? {};
    if (typeof value !== "string" || CHECKS[says as keyof typeof CHECKS](value)) return [];
    return [wrongFormat(path, value, String(schema["x-explain"]), merged.place(path))];
  });

const CHECKS = { certificates: areCertificates, "time-zone": isTimeZone };

function areCertificates(text: string): boolean {
  const blocks = text.match(/-----BEGIN CERTIFICATE-----[^-]*-----END CERTIFICATE-----/g) ?? [];
  return blocks.length > 0 && blocks.every(isCertificate);
}

function isCertificate(pem: string): boolean {
  try {
    return new X509Certificate(pem).raw.length > 0;
  } catch {
    return false;
  }
}

/** Programs look for a file of that name, letter by letter; this runtime reads names of either case. */
function isTimeZone(name: string): boolean {
  try {
    const { timeZone } = new Intl.DateTimeFormat("en", { timeZone: name }).resolvedOptions();
    return timeZone === name || timeZone.toLowerCase() !== name.toLowerCase();
  } catch {
    return false;
  }
}
