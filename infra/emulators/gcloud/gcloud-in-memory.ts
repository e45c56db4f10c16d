import type { Gcloud } from '../../provision/gcloud.ts';
import { GcloudFailed } from '../../provision/gcloud.ts';
import { parseCommand } from './command.ts';
import { runCommand } from './gcloud-commands.ts';
import { emptyProject } from './gcloud-state.ts';

/**
 * Creates a replacement for `gcloud` that starts no process. It contains one project, which is
 * empty at first. `changes` lists the commands that change the project, even those that failed.
 */
export function createGcloudInMemory(projectId: string) {
  const state = emptyProject();
  const changes: string[][] = [];
  const call = (args: readonly string[], input: string) => {
    try {
      return runCommand(
        state,
        parseCommand([...args, `--project=${projectId}`], () => input),
      );
    } catch (error) {
      throw new GcloudFailed(args, error instanceof Error ? error.message : 'failed');
    }
  };
  const gcloud: Gcloud = {
    // Returns a copy, so that a caller cannot change the state. A real command also returns a copy.
    read: async <T>(args: readonly string[]) => structuredClone(call(args, '')) as T,
    run: async (args, input = '') => {
      changes.push([...args]);
      call(args, input);
    },
  };
  return { state, gcloud, changes };
}
