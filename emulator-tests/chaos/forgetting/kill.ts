import { expect } from 'vitest';
import type { Answer } from '../../harness/caller.ts';
import type { FunctionProcess } from '../../harness/function-process.ts';
import type { Gate } from '../../harness/gate.ts';

/** The moment of a kill: before or after the commit with this number reaches the database. */
export type Kill = { readonly when: 'before' | 'after'; readonly commit: number };

const isCommit = (method: string) => method === 'Commit' || method === 'BatchWrite';

/** Counts the commits that have reached the gate. */
export function commitsOf(gate: Gate): number {
  return gate.methods().filter(isCommit).length;
}

/**
 * Lets a process work until the given commit, and then kills the process with SIGKILL. The first
 * commit has the number 0.
 * @throws an error if the process completes its work with fewer commits
 */
export async function killAt(
  { gate, process }: { readonly gate: Gate; readonly process: FunctionProcess },
  { when, commit }: Kill,
  work: () => Promise<Answer>,
): Promise<void> {
  let seen = 0;
  const isFatal = (method: string) => {
    if (!isCommit(method) || seen++ !== commit) return false;
    process.signal('SIGKILL');
    return true;
  };
  const never = new Promise<void>(() => {});
  gate.pass(
    when === 'before'
      ? { before: (method) => (isFatal(method) ? never : undefined) }
      : { after: (method) => void isFatal(method) },
  );
  await expect(work(), `${when} commit ${commit}`).rejects.toThrow();
  expect(await process.ended).toEqual({ code: null, signal: 'SIGKILL' });
  gate.pass({});
}
