import { existsSync, readFileSync } from 'node:fs';
import { verifyDraw } from '#shared/domains/raffles/verification/verify-draw.ts';
import { fail, readCommand, refuseArguments } from '../command/read-command.ts';
import { renderDrawCheck } from './render-check.ts';

const help = `npm run verify-draw -- FILE [--commitment TEXT] [--result TEXT] [--language en|de]

Repeats a draw from a draw file, which GET /v1/raffle-draws/{id}/check returns. Then it compares the results with
the file. The command sends no request.

--commitment TEXT   the text after "commitment:" in the manager log. Without it the command cannot detect a file
                    that is forged as a whole
--result TEXT       the published result. It includes the replacements that were made before the publication

The command exits with 1 if anything differs.
`;

const { values, positionals } = readCommand(help, {
  commitment: { type: 'string' },
  result: { type: 'string' },
  language: { type: 'string', default: 'en' },
});
const [file, ...others] = positionals;
if (file === undefined || others.length > 0) refuseArguments(help);
if (!existsSync(file)) fail(`There is no file ${file}.`);
const { commitment, result, language } = values;
const known = {
  ...(commitment !== undefined && { commitment: commitment.replace(/^commitment:/, '') }),
  ...(result !== undefined && { result }),
};
const check = await verifyDraw(readFileSync(file, 'utf8'), known, (share) => {
  if (process.stderr.isTTY) process.stderr.write(`\r${Math.round(share * 100)} %\r`);
});
for (const line of renderDrawCheck(language === 'de' ? 'de' : 'en', check)) console.log(line);
process.exit(check.isValid ? 0 : 1);
