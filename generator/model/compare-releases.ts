/**
 * Which release is older: negative where `a` is. Names are compared step by step, numbers as numbers, so that 1.9 is older than 1.10. A number
 * more makes a release younger, a word older: 26.03, 26.03.1-rc.1, 26.03.1.
 */
export function compareReleases(a: string, b: string): number {
  const [left, right] = [a.split(/[.-]/), b.split(/[.-]/)];
  const steps = Array.from({ length: Math.max(left.length, right.length) }, (_, index) =>
    compareSteps(left[index], right[index]),
  );
  return steps.find((step) => step !== 0) ?? 0;
}

function compareSteps(a: string | undefined, b: string | undefined): number {
  if (a === undefined || b === undefined) return rank(a) - rank(b);
  const difference = Number(a) - Number(b);
  if (!Number.isNaN(difference)) return difference;
  return a === b ? 0 : a < b ? -1 : 1;
}

function rank(step: string | undefined): number {
  if (step === undefined) return 0;
  return Number.isNaN(Number(step)) ? -1 : 1;
}
