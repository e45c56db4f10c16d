import type { Gcloud } from '../../provision/gcloud.ts';
import { GcloudFailed } from '../../provision/gcloud.ts';
import { parseCommand } from './command.ts';
import { runCommand } from './gcloud-commands.ts';
import { emptyProject } from './gcloud-state.ts';

/**
 * Takes the place of `gcloud` without starting a process. It has a project, which is empty at
 * first, and lists the commands that changed the project.
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
    // Copies the state, as if another process had read it.
    read: async <T>(args: readonly string[]) => structuredClone(call(args, '')) as T,
    run: async (args, input = '') => {
      changes.push([...args]);
      call(args, input);
    },
  };
  return { state, gcloud, changes };
}
