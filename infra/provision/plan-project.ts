import type { Change, Planned, PlannedStep, Step } from './step.ts';

/** Receives each line in which a command reports its progress. */
export type Tell = (line: string) => void;

function isChange(planned: Planned): planned is Change {
  return planned.kind !== 'refused' && planned.kind !== 'waits';
}

/** Plans the changes of each step. It reads the project, and changes nothing. */
export async function planProject(
  steps: readonly Step[],
  tell: Tell,
): Promise<readonly PlannedStep[]> {
  const plan: PlannedStep[] = [];
  for (const step of steps) {
    const { title } = step;
    tell(`looking at ${title.toLowerCase()} …`);
    // The steps are planned one after another, so that the progress is reported in their order.
    // oxlint-disable-next-line no-await-in-loop
    plan.push({ title, planned: await step.plan() });
  }
  return plan;
}

/**
 * Brings a project to the state of the manifest, step by step. Each step is planned directly before
 * it runs, so its plan sees the results of earlier steps. If a run is killed, the next run finds
 * the remaining work.
 * @throws the error of a failed change; earlier changes remain
 */
export async function applyProject(
  steps: readonly Step[],
  tell: Tell,
): Promise<readonly PlannedStep[]> {
  const left: PlannedStep[] = [];
  for (const step of steps) {
    const { title } = step;
    tell(`${title}: looking …`);
    // oxlint-disable-next-line no-await-in-loop
    const planned = await step.plan();
    const changes = planned.filter(isChange);
    for (const [index, change] of changes.entries()) {
      tell(`${title}: ${index + 1} of ${changes.length}: ${change.kind} ${change.of}`);
      // The changes run one after another. Two changes of the same policy would conflict, because
      // each of them replaces the whole policy.
      // oxlint-disable-next-line no-await-in-loop
      await change.carryOut();
    }
    if (changes.length === 0) tell(`${title}: nothing to change`);
    left.push({ title, planned: planned.filter((each) => !isChange(each)) });
  }
  return left;
}

const signs = { create: '+', change: '~', remove: '-', refused: '!', waits: '…' } as const;

/**
 * Writes a plan as lines for people. If `withCommands` is true, the `gcloud` commands are added.
 */
export function renderPlan(plan: readonly PlannedStep[], withCommands: boolean): string[] {
  return plan.flatMap(({ title, planned }) => [
    `${title}: ${planned.length === 0 ? 'as the manifest says' : `${planned.length} to do`}`,
    ...planned.flatMap((each) => [
      `  ${signs[each.kind]} ${each.of}${each.difference === undefined ? '' : `: ${each.difference}`}`,
      ...(each.kind === 'refused' ? [`      fix: ${each.fix}`] : []),
      ...(withCommands && isChange(each) && each.command !== undefined
        ? [`      ${each.command}`]
        : []),
    ]),
  ]);
}

/** The numbers of changes, of refused changes, and of resources that wait. */
export function countPlan(plan: readonly PlannedStep[]): {
  readonly changes: number;
  readonly refused: number;
  readonly waiting: number;
} {
  const all = plan.flatMap(({ planned }) => planned);
  const of = (kind: Planned['kind']) => all.filter((each) => each.kind === kind).length;
  return {
    changes: all.filter(isChange).length,
    refused: of('refused'),
    waiting: of('waits'),
  };
}
