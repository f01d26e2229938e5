const format =
  /^(\d{4})-(\d{1,2})-(\d{1,2})(?:[Tt](\d{1,2}):(\d{1,2}):(\d{1,2})(?:[.,](\d+))?(Z|[-+]\d\d:\d\d)| (\d{1,2}):(\d{1,2}):(\d{1,2})(?:[.,](\d+))?)?$/;

const daysOfMonth = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/**
 * The RFC 3339 text of a YAML timestamp, as Go's `time.Time` marshals it (`2020-1-2` is `2020-01-02T00:00:00Z`, the offset is
 * kept, trailing zeros of the fraction go), or undefined when go-yaml does not take the text for a timestamp
 * (`goyaml.v3/resolve.go:parseTimestamp` with the four formats it allows).
 */
export function rfc3339(text: string): string | undefined {
  const match = format.exec(text);
  if (match === null) return undefined;
  const [, year = "", month = "", day = ""] = match;
  const hour = match[4] ?? match[9] ?? "0";
  const minute = match[5] ?? match[10] ?? "0";
  const second = match[6] ?? match[11] ?? "0";
  const offset = match[8] ?? "Z";
  if (!isDate(Number(year), Number(month), Number(day))) return undefined;
  if (Number(hour) > 23 || Number(minute) > 59 || Number(second) > 59 || !isOffset(offset)) return undefined;
  const date = `${year}-${two(month)}-${two(day)}`;
  return `${date}T${two(hour)}:${two(minute)}:${two(second)}${fraction(match[7] ?? match[12])}${zone(offset)}`;
}

function isDate(year: number, month: number, day: number): boolean {
  const leap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  const last = month === 2 && leap ? 29 : (daysOfMonth[month - 1] ?? 0);
  return day >= 1 && day <= last;
}

/** Go accepts offsets of 24 hours and of 60 minutes when it reads (`time/format.go`). */
function isOffset(offset: string): boolean {
  return offset === "Z" || (Number(offset.slice(1, 3)) <= 24 && Number(offset.slice(4)) <= 60);
}

function two(digits: string): string {
  return digits.padStart(2, "0");
}

function fraction(digits: string | undefined): string {
  const kept = (digits ?? "").slice(0, 9).replace(/0+$/, "");
  return kept === "" ? "" : `.${kept}`;
}

function zone(offset: string): string {
  return offset === "+00:00" || offset === "-00:00" ? "Z" : offset;
}
