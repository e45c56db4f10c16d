import type { Query, StoredDocument } from '#shared/store/store.ts';
import type { SweepRun } from './sweep-run.ts';
import { workThroughPages } from './work-through-pages.ts';

/** The result of a unit of work, to which each sweep adds its own numbers. */
export type Outcome = {
  /** True if all due work of the unit is done. */
  readonly complete: boolean;
};

/**
 * Runs a part of the work. If the part fails, the failure is counted and reported, and other parts
 * continue.
 * @returns undefined if the part failed
 */
async function attempt<R extends Outcome>(
  { state, onFailure }: SweepRun,
  work: () => Promise<R>,
): Promise<R | undefined> {
  try {
    const outcome = await work();
    state.complete &&= outcome.complete;
    return outcome;
  } catch (error) {
    state.complete = false;
    state.failed += 1;
    onFailure(error);
    return undefined;
  }
}

/**
 * Works on the units in their order, `atOnce` of them at a time. When the time is up, no more units
 * begin. A failed unit is counted and reported once, and the other units still run.
 * @returns the results of the finished units, in the order of the units
 */
export async function runUnits<U, R extends Outcome>(
  run: SweepRun,
  units: readonly U[],
  work: (unit: U) => Promise<R>,
  atOnce = 1,
): Promise<R[]> {
  const outcomes: (R | undefined)[] = [];
  const queue = units.entries();
  const worker = async () => {
    for (const [index, unit] of queue) {
      if (run.isTimeUp()) {
        run.state.complete = false;
        return;
      }
      outcomes[index] = await attempt(run, () => work(unit));
    }
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
  return outcomes.filter((outcome) => outcome !== undefined);
}

/** Works on each document that a query finds, and passes the outcomes of each page to `onPage`. */
async function workFound<R extends Outcome>(
  run: SweepRun,
  query: Query,
  work: (document: StoredDocument) => Promise<R>,
  atOnce: number,
  onPage: (outcomes: readonly R[]) => void,
): Promise<void> {
  await attempt(run, async () => {
    const complete = await workThroughPages(run, query, async (page) => {
      onPage(await runUnits(run, page, work, atOnce));
    });
    return { complete };
  });
}

/**
 * Works on each document that a query finds, like {@link runUnits}, page by page (see {@link
 * workThroughPages}). If a page cannot be read, this counts as one failed part: the step ends, and
 * the run continues with its next step.
 */
export async function runFound<R extends Outcome>(
  run: SweepRun,
  query: Query,
  work: (document: StoredDocument) => Promise<R>,
  atOnce = 1,
): Promise<R[]> {
  const outcomes: R[] = [];
  await workFound(run, query, work, atOnce, (page) => outcomes.push(...page));
  return outcomes;
}

/**
 * Works as {@link runFound} does, but keeps no outcomes: it returns only a sum for each number in
 * `names`. So its use of memory does not grow with the number of documents.
 */
export async function sumFound<
  N extends string,
  R extends Outcome & { readonly [name in N]: number },
>(
  run: SweepRun,
  query: Query,
  work: (document: StoredDocument) => Promise<R>,
  names: readonly N[],
  atOnce = 1,
): Promise<{ readonly [name in N]: number }> {
  const sums = Object.fromEntries(names.map((name) => [name, 0])) as { [name in N]: number };
  await workFound(run, query, work, atOnce, (page) => {
    for (const name of names) for (const outcome of page) sums[name] += outcome[name];
  });
  return sums;
}
