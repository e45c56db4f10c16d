import { appendFileSync, readFileSync } from 'node:fs';
import { CommandFailed, parseCommand } from './command.ts';
import { runCommand } from './gcloud-commands.ts';
import { readGcloudState, writeGcloudState } from './gcloud-state.ts';
import { isPublicKeyCommand, printPublicKey } from './public-key-command.ts';

// This program takes the place of the command `gcloud`. It stores the project in the file that
// GCLOUD_STATE names. It appends every command to a second file, whose name ends with `.commands`.
const file = process.env['GCLOUD_STATE'];
if (file === undefined)
  throw new Error('the variable GCLOUD_STATE is missing; it must name the file of the project');
const args = process.argv.slice(2);
appendFileSync(`${file}.commands`, `${JSON.stringify(args)}\n`);
const state = readGcloudState(file);
try {
  const command = parseCommand(args, () => readFileSync(0, 'utf8'));
  const isKey = isPublicKeyCommand(command);
  const printed = isKey ? undefined : runCommand(state, command);
  if (isKey) console.log(await printPublicKey(command));
  else if (printed === undefined) writeGcloudState(file, state);
  else console.log(JSON.stringify(printed));
} catch (error) {
  if (!(error instanceof CommandFailed)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}
