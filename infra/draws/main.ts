import { existsSync, readFileSync } from 'node:fs';
import { verifyDraw } from '#shared/domains/raffles/verification/verify-draw.ts';
import { fail, readCommand, refuseArguments } from '../command/read-command.ts';
import { renderDrawCheck } from './render-check.ts';

const help = `npm run verify-draw -- FILE [--commitment TEXT] [--result TEXT] [--language en|de]

Draws once more from a draw file, as GET /v1/raffle-draws/{id}/check answers it, and compares. Asks nobody.

--commitment TEXT   what the manager log says behind "commitment:"; without it a file that was forged as a
                    whole is found valid
--result TEXT       the result that was published, with all replacements until then

Ends with 1 when anything differs.
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
