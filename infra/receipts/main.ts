import { existsSync, readFileSync } from 'node:fs';
import { readHeads } from '#shared/subjects/receipts/verification/heads.ts';
import { readReceiptTexts } from '#shared/subjects/receipts/verification/read-texts.ts';
import {
  namesAskedBy,
  verifyReceipts,
} from '#shared/subjects/receipts/verification/verify-receipts.ts';
import { collections } from '#shared/wiring/collections.ts';
import { fail, readCommand, refuseArguments } from '../command/read-command.ts';
import { openReports } from './open-reports.ts';
import { readPresented } from './read-presented.ts';
import { readPublishedKeys } from './read-published-keys.ts';
import { renderVerification } from './render-verification.ts';

const help = `npm run verify-receipt -- FILE… [--keys FILE] [--heads FILE] [--salt SALT | --compare]
                             [--language en|de]

Checks receipts on this machine. Each receipt must have a valid signature by a key of the service. The receipts must
follow each other without a fork, break or gap. With a salt the command also checks
whether a receipt is about the values that you enter.

FILE            a receipt (a JWS), several receipts with one on each line, or the JSON of GET /v1/receipts; or
                the signed report about records that are not migrated yet, from GET /v1/imports/{tenant}
--keys FILE     the keys that GET /.well-known/mayfly-keys.json returns; without the file the command asks the
                running local stack
--heads FILE    log lines "receipt issued", as the functions write them or as
                \`gcloud logging read --format=json\` exports them from a bucket with a locked retention. They
                show whether the service issued these receipts, and which receipt is the latest
--salt SALT     the salt that POST /v1/erasures returned. The command then reads the values of the request from
                standard input, as JSON ({ "email": "…" }) or lines (email=…), or asks for them in a terminal
--compare       like --salt, but the command also reads the salt (salt=…), so that no process list shows it

The command exits with 1 if a check fails. A receipt with its salt and values is itself personal data.
`;

function readFile(path: string): string {
  if (!existsSync(path)) fail(`There is no file ${path}.`);
  return readFileSync(path, 'utf8');
}

const { values, positionals } = readCommand(help, {
  keys: { type: 'string' },
  heads: { type: 'string' },
  salt: { type: 'string' },
  compare: { type: 'boolean', default: false },
  language: { type: 'string', default: 'en' },
});
if (positionals.length === 0) refuseArguments(help);
const texts = positionals.flatMap((path) => readReceiptTexts(readFile(path)));
const keys = await readPublishedKeys(values.keys).catch((error: Error) => fail(error.message));
const reports = await openReports(texts, keys);
for (const line of reports.lines) console.log(line);
if (reports.others.length === 0) process.exit(reports.isValid ? 0 : 1);
const genuine = (await verifyReceipts(reports.others, keys)).receipts;
const names = genuine.flatMap((each) => ('receipt' in each ? namesAskedBy(each.receipt) : []));
const isCompared = values.compare || values.salt !== undefined;
const presented = isCompared ? await readPresented([...new Set(names)], values.salt) : undefined;
const heads = values.heads === undefined ? undefined : readHeads(readFile(values.heads));
const titles = Object.fromEntries(collections.map(({ id, title }) => [id, title]));
const language = values.language === 'de' ? 'de' : 'en';
const verification = await verifyReceipts(reports.others, keys, { presented, heads });
for (const line of renderVerification({ language, titles }, verification)) console.log(line);
process.exit(verification.isValid && reports.isValid ? 0 : 1);
