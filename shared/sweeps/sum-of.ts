/** The sum of one of the numbers in the results of units. */
export function sumOf<K extends string>(
  outcomes: readonly { readonly [name in K]: number }[],
  name: K,
): number {
  return outcomes.reduce((sum, outcome) => sum + outcome[name], 0);
}
