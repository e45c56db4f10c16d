/** The sum of one number over the results of all units. */
export function sumOf<K extends string>(
  outcomes: readonly { readonly [name in K]: number }[],
  name: K,
): number {
  return outcomes.reduce((sum, outcome) => sum + outcome[name], 0);
}
