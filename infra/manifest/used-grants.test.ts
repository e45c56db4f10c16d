import { describe, expect, test } from 'vitest';
import type { taskApps } from '../local/gateway/task-apps.ts';
import { type FunctionEntry, functions } from '../manifest.ts';
import { workThroughApi, workThroughSessions } from './testing/work-through-api.ts';
import { workThroughTask } from './testing/work-through-task.ts';

/** Does all the work of a function. Returns its uses of the databases and of Cloud KMS. */
async function usesOf({ name, serves, tasks }: FunctionEntry): Promise<Set<string>> {
  const uses = new Set<string>();
  const note = (use: string) => void uses.add(use);
  if (tasks.length > 0) await workThroughTask(note, name as keyof typeof taskApps);
  if (name === 'manager') await workThroughSessions(note);
  else if (serves.length > 0) await workThroughApi(note, name);
  return uses;
}

function grantedTo({ grants }: FunctionEntry): string[] {
  return [
    ...grants.databases.flatMap(({ database, may }) => may.map((each) => `${database} ${each}`)),
    // A grant to decrypt also permits encryption. A function with this grant must use both.
    ...grants.keys.flatMap(({ key, use }) => {
      if (use === 'unwrap') return [`${key} decrypt`];
      return use === 'decrypt' ? [`${key} decrypt`, `${key} encrypt`] : [`${key} ${use}`];
    }),
  ];
}

// The fixtures store documents. Then each function does all its work on these documents.
describe('each function uses all of its grants, and needs no others', () => {
  test.each(functions.map((each) => [each.name, each] as const))(
    '%s',
    async (_name, each) => {
      expect([...(await usesOf(each))].toSorted()).toEqual(grantedTo(each).toSorted());
    },
    30_000,
  );
});
