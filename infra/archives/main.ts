import { existsSync } from 'node:fs';
import { createInterface } from 'node:readline/promises';
import { text } from 'node:stream/consumers';
import { verifyArchive } from '#shared/subjects/archive/signature/verify-archive.ts';
import { fail, readCommand, refuseArguments } from '../command/read-command.ts';
import { readPublishedKeys } from '../receipts/read-published-keys.ts';
import { readArchive } from './read-archive.ts';
import { renderVerified } from './render-verified.ts';

const help = `npm run verify-archive -- FILE [--keys FILE] [--encrypted]

Checks an archive (a ZIP of POST /v1/subjects/export) on this machine. The archive must have a valid
signature by a key of the service, and contain exactly the signed files, unchanged.

--keys FILE   the keys that GET /.well-known/mayfly-keys.json returns; without the file the command asks the
              running local stack
--encrypted   reads the password from standard input, or asks for it in a terminal

The command exits with 1 if a check fails.
`;

async function readPassword(): Promise<string> {
  if (!process.stdin.isTTY) return (await text(process.stdin)).replace(/\r?\n$/, '');
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  const password = await terminal.question('Password: ');
  terminal.close();
  return password;
}

const { values, positionals } = readCommand(help, {
  keys: { type: 'string' },
  encrypted: { type: 'boolean', default: false },
});
const [file, ...others] = positionals;
if (file === undefined || others.length > 0) refuseArguments(help);
if (!existsSync(file)) fail(`There is no file ${file}.`);
const keys = await readPublishedKeys(values.keys).catch((error: Error) => fail(error.message));
const password = values.encrypted ? await readPassword() : undefined;
const archive = await readArchive(file, password).catch(() =>
  fail('This is not a complete ZIP archive, or its password is missing or wrong (--encrypted).'),
);
const verified = await verifyArchive(archive.signature, archive.files, keys);
for (const line of renderVerified(verified)) console.log(line);
process.exit(verified.faults.length === 0 ? 0 : 1);
