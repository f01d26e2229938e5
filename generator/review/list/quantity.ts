/** Decimal and binary units of Kubernetes quantities (https://kubernetes.io/docs/reference/kubernetes-api/common-definitions/quantity/). */
const UNITS: Readonly<Record<string, number>> = {
  ...{ "": 1, m: 1e-3, k: 1e3, M: 1e6, G: 1e9, T: 1e12, P: 1e15 },
  ...{ Ki: 2 ** 10, Mi: 2 ** 20, Gi: 2 ** 30, Ti: 2 ** 40, Pi: 2 ** 50 },
};

/** `476Mi` in bytes, `13m` in cores; 0 for what is no quantity. */
export function parseQuantity(text: string): number {
  const [, digits, unit = ""] = /^([0-9.]+)([A-Za-z]*)$/.exec(text) ?? [];
  return digits === undefined ? 0 : Number(digits) * (UNITS[unit] ?? 0);
}

/** An amount in whole units, rounded up: `155Gi`; nothing for none. */
export function printQuantity(amount: number, unit: string): string {
  return amount === 0 ? "" : `${Math.ceil(Number((amount / (UNITS[unit] ?? 1)).toFixed(6)))}${unit}`;
}
