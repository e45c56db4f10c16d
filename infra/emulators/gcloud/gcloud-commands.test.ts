import { expect, test } from 'vitest';
import { parseCommand } from './command.ts';
import { knownCommands, runCommand } from './gcloud-commands.ts';
import { emptyProject } from './gcloud-state.ts';

test.each(knownCommands)(
  'the emulated gcloud refuses a flag that «%s» does not have, as the real tool does',
  (name) => {
    const command = parseCommand([...name.split(' '), 'x', '--project=p', '--no-such-flag=1']);
    expect(() => runCommand(emptyProject(), command)).toThrow(
      /unrecognized arguments: --no-such-flag/,
    );
  },
);
