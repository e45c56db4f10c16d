import { runHistory } from './run-history.ts';
import type { History, Step } from './steps/step.ts';
import type { Plant } from './world/plant.ts';

/**
 * Removes ids, times and numbers from the text of a violation, so that two histories can be
 * compared.
 */
export function kindOf(text: string): string {
  return text
    .replaceAll(/\b[0-9a-f]{16,}\b/g, '#')
    .replaceAll(/\b\d{4}-\d\d-\d\d(?:T[\d:.]+Z)?/g, '#')
    .replaceAll(/\d+/g, '#');
}

/** The settings for shortening a history. `onTry` gets the number of remaining steps. */
export type Shrinking = {
  readonly plant?: Plant | undefined;
  /** The largest number of histories that are tried. */
  readonly triesMax: number;
  readonly onTry?: (steps: number) => void;
};

/** Cuts the list into parts. Yields one shorter list for each part: the list without this part. */
function* without(steps: readonly Step[], parts: number): Generator<Step[]> {
  const size = Math.ceil(steps.length / parts);
  // The first result lacks the earliest part.
  for (let from = 0; from < steps.length; from += size)
    yield [...steps.slice(0, from), ...steps.slice(from + size)];
}

/**
 * Yields simpler lists of steps. The first list contains all steps, but no faults. Then comes one
 * list for each tenant, without the steps of this tenant. Then comes one list for each kind of
 * step, without this kind.
 */
function* withoutKinds({ steps, tenants }: History): Generator<Step[]> {
  yield steps.map(({ fault: _fault, ...step }) => step);
  for (let tenant = 0; tenant < tenants; tenant += 1)
    yield steps.filter((step) => step.tenant % tenants !== tenant);
  for (const what of new Set(steps.map((step) => step.what)))
    yield steps.filter((step) => step.what !== what);
}

/**
 * Shortens a failing history. It leaves out whole kinds of steps, and then ever smaller parts. A
 * shorter history counts only if it fails in the same way.
 */
export async function shrinkHistory(
  history: History,
  text: string,
  shrinking: Shrinking,
): Promise<History> {
  const kind = kindOf(text);
  let best = history;
  let tries = 0;
  const keeps = async (steps: Step[]): Promise<boolean> => {
    if (
      tries >= shrinking.triesMax ||
      (steps.length >= best.steps.length &&
        steps.every(({ fault }, at) => fault === best.steps[at]?.fault))
    )
      return false;
    tries += 1;
    const { violation } = await runHistory({ ...best, steps }, shrinking.plant);
    if (violation === undefined || kindOf(violation.text) !== kind) return false;
    const days = Math.min(best.days, violation.day + 1);
    best = { ...best, days, steps: steps.slice(0, violation.step + 1) };
    shrinking.onTry?.(best.steps.length);
    return true;
  };
  for (const steps of withoutKinds(best)) {
    const left = new Set(steps.map(({ at, what }) => `${at} ${what}`));
    const isBare = steps.every(({ fault }) => fault === undefined);
    const fromBest = best.steps.filter(({ at, what }) => left.has(`${at} ${what}`));
    await keeps(isBare ? fromBest.map(({ fault: _fault, ...step }) => step) : fromBest);
  }
  for (let parts = 2; parts <= best.steps.length * 2; parts *= 2) {
    let isShorter = true;
    while (isShorter && tries < shrinking.triesMax) {
      isShorter = false;
      for (const steps of without(best.steps, Math.min(parts, best.steps.length)))
        if (await keeps(steps)) {
          isShorter = true;
          break;
        }
    }
  }
  return best;
}
