/**
 * Which release is older: negative where `a` is. Names are compared step by step, numbers as numbers, so that 1.9 is older than 1.10; a name
 * that goes on is younger: 26.03 is older than 26.03.1.
 */
export function compareReleases(a: string, b: string): number {
  const [left, right] = [a.split(/[.-]/), b.split(/[.-]/)];
  const steps = left.map((step, index) => compareSteps(step, right[index])).filter((step) => step !== 0);
  return steps[0] ?? left.length - right.length;
}

function compareSteps(a: string, b: string | undefined): number {
  if (b === undefined) return 1;
  const difference = Number(a) - Number(b);
  if (!Number.isNaN(difference)) return difference;
  return a === b ? 0 : a < b ? -1 : 1;
}
