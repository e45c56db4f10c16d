/** The result of carrying out one decision. */
export type CarriedOut = {
  /** How many documents were changed or deleted. */
  readonly changed: number;
  /** True if no document is left that the decision affects. */
  readonly complete: boolean;
};

/**
 * Carries out decisions one after the other, until the time is up.
 * @returns the sums over all decisions; `done` lists the decisions that are completely carried out
 */
export async function carryOutEach<D>(
  { isTimeUp }: { readonly isTimeUp: () => boolean },
  decisions: readonly D[],
  carryOut: (decision: D) => Promise<CarriedOut>,
): Promise<CarriedOut & { readonly done: readonly D[] }> {
  const done: D[] = [];
  let changed = 0;
  for (const decision of decisions) {
    if (isTimeUp()) break;
    const part = await carryOut(decision);
    changed += part.changed;
    if (part.complete) done.push(decision);
  }
  return { changed, complete: done.length === decisions.length, done };
}
