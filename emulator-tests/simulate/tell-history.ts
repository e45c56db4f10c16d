import type { Outcome } from './run-history.ts';
import type { History, Step } from './steps/step.ts';

const dayMicros = 86_400_000_000;

function tellTime(at: number): string {
  const day = Math.floor(at / dayMicros);
  return `day ${day} ${new Date((at % dayMicros) / 1_000).toISOString().slice(11, 19)}`;
}

function tellStep({ at, what, tenant, who, pick, replica, fault }: Step): string {
  const told = fault === undefined ? '' : `  ${JSON.stringify(fault)}`;
  return `  ${tellTime(at)}  ${what.padEnd(20)} tenant ${tenant}, person ${who}, pick ${pick}, process ${replica}${told}`;
}

/** Returns a history as text, with one line for each step. */
export function tellHistory({ steps }: History): string {
  return steps.map(tellStep).join('\n');
}

/** Returns a text that says how often each operation, fault and check occurred. */
export function tellCounts(outcomes: readonly Outcome[]): string {
  const sums = new Map<string, number>();
  for (const { counts } of outcomes)
    for (const [what, many] of counts) sums.set(what, (sums.get(what) ?? 0) + many);
  const groups = Object.groupBy(
    [...sums].toSorted(([one], [other]) => (one < other ? -1 : 1)),
    ([what]) => /^(?:check|fault|run that did not end|run)(?=:)/.exec(what)?.[0] ?? 'operation',
  );
  return Object.entries(groups)
    .map(
      ([group, all = []]) =>
        `${group}: ${all.map(([what, many]) => `${what.replace(/^[^:]*: /, '')} ${many}`).join(', ')}`,
    )
    .join('\n');
}
