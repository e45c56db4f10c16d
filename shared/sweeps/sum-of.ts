/** The sum of one of the numbers that units of work answered with. */
export function sumOf<K extends string>(
  outcomes: readonly { readonly [name in K]: number }[],
  name: K,
): number {
  return outcomes.reduce((sum, outcome) => sum + outcome[name], 0);
}
