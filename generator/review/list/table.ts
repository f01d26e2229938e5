/** Rows of text as columns of equal width, two spaces apart; the last column is as long as it is. Ends with a newline. */
export function printTable(rows: readonly (readonly string[])[]): string {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => (row[column] ?? "").length)));
  const line = (row: readonly string[]) =>
    row.map((cell, column) => (column === row.length - 1 ? cell : cell.padEnd(widths[column] ?? 0)));
  return rows.map((row) => `${line(row).join("  ").trimEnd()}\n`).join("");
}
