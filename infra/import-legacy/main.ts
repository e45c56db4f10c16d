import { createReadStream, existsSync, readFileSync, statSync } from 'node:fs';
import { text } from 'node:stream/consumers';
import { splitLines } from '#shared/sweeps/legacy/split-lines.ts';
import { root } from '../build/functions.ts';
import { fail, readCommand, refuseArguments } from '../command/read-command.ts';
import { portionsOf } from './portions.ts';
import { createProgress } from './progress.ts';

const help = `Imports records of an older system from a file of JSON Lines.

  npm run import-legacy -- FILE --tenant TENANT [--key NAME] [--encoding base64|hex|raw] [--keep-envelopes]
  npm run import-legacy -- --add-key NAME --tenant TENANT < KEYFILE
  npm run import-legacy -- --end-key NAME --tenant TENANT
  npm run import-legacy -- --report --tenant TENANT

  FILE              the records, one on each line; shared/sweeps/legacy/README.md describes a line
  --tenant TENANT   the tenant who owns the records
  --key NAME        the legacy key with which the values are encrypted
  --encoding …      the encoding of ciphertexts, base64 by default. With raw, each character is a byte
  --keep-envelopes  stores the ciphertexts unchanged; the task rekey migrates them later
  --add-key NAME    stores a legacy key: 16 bytes as base64 or hex, from standard input
  --end-key NAME    ends a legacy key: no new import can use it. The task rekey deletes the key when all waiting lines of
                    the tenant are migrated
  --report          prints a signed report: how many lines still wait for their migration, and how many legacy keys exist
  --url URL         the address of Mayfly, by default the running local stack
  --from LINE       begins at this line
  --help            prints this text

The command takes the token of an operator from MAYFLY_OPERATOR_TOKEN, or from the running local stack. You may
stop the command at any time and run it again: it does not import a line twice. Each new email or phone number costs
about 100 ms on one core, so two cores import about 20 of them a second. A token of Google expires after an hour.
Then set a new token, and continue with --from. The command exits with 1 if it fails, or if it could not import a
line.
`;

const { values, positionals } = readCommand(help, {
  tenant: { type: 'string' },
  key: { type: 'string' },
  encoding: { type: 'string', default: 'base64' },
  'keep-envelopes': { type: 'boolean', default: false },
  'add-key': { type: 'string' },
  'end-key': { type: 'string' },
  report: { type: 'boolean', default: false },
  url: { type: 'string' },
  from: { type: 'string', default: '1' },
});
const { tenant } = values;
const from = Number(values.from);
if (!Number.isSafeInteger(from) || from < 1) fail('--from takes the number of a line, from 1 on.');
if (tenant === undefined) refuseArguments(help);

/**
 * Reads the address of the running local stack, and its operator's token. Returns neither if no
 * stack runs.
 */
function readLocal(): { readonly base_url?: string; readonly operator_token?: string } {
  const state = `${root}.local/stack.json`;
  return existsSync(state) ? JSON.parse(readFileSync(state, 'utf8')) : {};
}

const local = readLocal();
const base = values.url ?? local.base_url;
const token = process.env['MAYFLY_OPERATOR_TOKEN'] ?? local.operator_token;
if (base === undefined)
  fail('Give the address of the service with --url URL, or start the local stack.');
if (token === undefined) fail('Set MAYFLY_OPERATOR_TOKEN to the token of an operator.');

type Answer = { readonly [name: string]: unknown };

/** Reads an answer of Mayfly. Undefined if the text is no JSON, for example the HTML of a proxy. */
function readAnswer(told: string): Answer | undefined {
  try {
    return Object(JSON.parse(told));
  } catch {
    return undefined;
  }
}

/**
 * Sends a request with the operator's token. @throws an error with the status, and with the code
 * and the errors of the answer
 */
async function ask(method: string, path: string, body?: string, type?: string): Promise<Answer> {
  const response = await fetch(`${base}${path}`, {
    method,
    headers: { authorization: `Bearer ${token}`, ...(type && { 'content-type': type }) },
    ...(body !== undefined && { body }),
    // If a redirect were followed, another server could get the lines.
    redirect: 'manual',
  });
  const answer = readAnswer(await response.text());
  if (response.ok && answer !== undefined) return answer;
  const { code, errors }: Answer = answer ?? { code: 'not-json' };
  const places = errors === undefined ? '' : ` ${JSON.stringify(errors)}`;
  throw new Error(`${response.status} ${String(code)}${places}`);
}

/**
 * Sends lines, and repeats the request after an outage or an overload. The repetition is safe,
 * because Mayfly imports no line twice.
 */
async function askPatiently(path: string, body: string): Promise<Answer> {
  for (let attempt = 1; ; attempt += 1)
    try {
      return await ask('POST', path, body, 'application/x-ndjson');
    } catch (error) {
      // `fetch` throws a TypeError if the connection fails.
      const isPassing =
        error instanceof TypeError || /^(?:429|50[234]) /.test((error as Error).message);
      if (!isPassing || attempt === 5) throw error;
      await new Promise((resolve) => setTimeout(resolve, 2_000 * attempt));
    }
}

async function addKey(name: string): Promise<void> {
  const key = (await text(process.stdin)).trim();
  const body = JSON.stringify({ tenant, key });
  await ask('PUT', `/v1/legacy-keys/${encodeURIComponent(name)}`, body, 'application/json');
  console.log(`The key ${name} is wrapped and stored.`);
}

async function endKey(name: string): Promise<void> {
  const query = new URLSearchParams({ tenant: tenant ?? '' });
  await ask('DELETE', `/v1/legacy-keys/${encodeURIComponent(name)}?${query}`);
  console.log(
    `The key ${name} is ended. It is deleted when all waiting lines of the tenant are migrated.`,
  );
}

async function importFile(file: string): Promise<boolean> {
  if (!existsSync(file)) fail(`There is no file ${file}.`);
  const query = new URLSearchParams({
    tenant: tenant ?? '',
    encoding: values.encoding,
    keep_envelopes: String(values['keep-envelopes']),
    ...(values.key !== undefined && { key: values.key }),
  });
  const progress = createProgress(statSync(file).size, () => Date.now());
  const lines = splitLines(createReadStream(file));
  for await (const { body, ...portion } of portionsOf(lines, from)) {
    const { first } = portion;
    const asking = body.trim() === '' ? {} : askPatiently(`/v1/imports?${query}`, body);
    const answer = await Promise.resolve(asking).catch((error: unknown) =>
      fail(
        `Stopped before line ${first}: ${(error as Error).message}. Continue with --from ${first}.`,
      ),
    );
    for (const line of progress.add(answer, portion)) console.log(line);
  }
  console.log(progress.end());
  return progress.isWhole();
}

try {
  if (values['add-key'] !== undefined) await addKey(values['add-key']);
  else if (values['end-key'] !== undefined) await endKey(values['end-key']);
  else if (values.report)
    console.log(
      JSON.stringify(await ask('GET', `/v1/imports/${encodeURIComponent(tenant)}`), null, 2),
    );
  else {
    const [file] = positionals;
    if (file === undefined || positionals.length > 1) refuseArguments(help);
    if (!(await importFile(file))) process.exitCode = 1;
  }
} catch (error) {
  fail(`Failed: ${(error as Error).message}`);
}
