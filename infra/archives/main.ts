import { existsSync } from 'node:fs';
import { createInterface } from 'node:readline/promises';
import { text } from 'node:stream/consumers';
import { verifyArchive } from '#shared/subjects/archive/signature/verify-archive.ts';
import { fail, readCommand, refuseArguments } from '../command/read-command.ts';
import { readPublishedKeys } from '../receipts/read-published-keys.ts';
import { readArchive } from './read-archive.ts';
import { renderVerified } from './render-verified.ts';

const help = `npm run verify-archive -- FILE [--keys FILE] [--encrypted]

Checks an archive (a ZIP of POST /v1/subjects/export) without asking the service: that one of its keys has
signed it, and that it holds exactly the files that were signed, unchanged.

--keys FILE   the keys as GET /.well-known/mayfly-keys.json answers them; without it those of the
              running local stack are asked for
--encrypted   reads the password from standard input, or asks for it in a terminal

Ends with 1 when anything is wrong.
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
  fail('This is no whole ZIP archive, or its password is missing or wrong (--encrypted).'),
);
const verified = await verifyArchive(archive.signature, archive.files, keys);
for (const line of renderVerified(verified)) console.log(line);
process.exit(verified.faults.length === 0 ? 0 : 1);
