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

Checks receipts without asking the service: that one of its keys has signed them, that they follow each
other without fork, break or gap, and, with a salt, whether they are about what you say.

FILE            a receipt (a JWS), several of them, one a line, or JSON of GET /v1/receipts; or a signed
                report of what is left to migrate, as GET /v1/imports/{tenant} answers it
--keys FILE     the keys as GET /.well-known/mayfly-keys.json answers them; without it those of the
                running local stack are asked for
--heads FILE    log lines "receipt issued", as the functions log them or as
                \`gcloud logging read --format=json\` exports them from a bucket whose retention is locked. They
                tell whether these receipts are the ones that were issued then, and the latest of them
--salt SALT     the salt that POST /v1/erasures told. What was asked by is then read from standard input,
                as JSON ({ "email": "…" }) or lines (email=…), or asked for in a terminal
--compare       the same, with the salt among what is read (salt=…), so that no list of processes shows it

Ends with 1 when anything is wrong. With its salt and the values a receipt is personal data itself.
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
