import { createInterface } from 'node:readline/promises';
import { text } from 'node:stream/consumers';
import type { Presented } from '#shared/subjects/receipts/verification/verify-receipts.ts';
import { nameWords } from '#shared/subjects/receipts/verification/words.ts';

type Said = { readonly [name: string]: string };

function readLines(piped: string): Said {
  const lines = piped.split('\n').map((line) => line.trim());
  return Object.fromEntries(
    lines.flatMap((line) => {
      const at = line.indexOf('=');
      return at < 1 ? [] : [[line.slice(0, at).trim(), line.slice(at + 1).trim()]];
    }),
  );
}

function readPiped(piped: string): Said {
  if (!piped.trimStart().startsWith('{')) return readLines(piped);
  const { subject, ...others } = JSON.parse(piped) as { readonly subject?: Said };
  return { ...others, ...subject };
}

async function prompt(names: readonly string[], isSaltKnown: boolean): Promise<Said> {
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  const said: { [name: string]: string } = {};
  for (const name of isSaltKnown ? names : [...names, 'salt'])
    said[name] = (await terminal.question(`${nameWords[name]?.en ?? name}: `)).trim();
  terminal.close();
  return said;
}

/**
 * Reads the values that are compared with receipts. In a terminal, it asks a person for the values.
 * From a pipe, it reads them as JSON or as lines `name=value`. The values cannot be arguments,
 * because other processes can see arguments, and the shell's history stores arguments.
 * @param names the names of the values, from the receipts
 */
export async function readPresented(
  names: readonly string[],
  salt: string | undefined,
): Promise<Presented> {
  const said = process.stdin.isTTY
    ? await prompt(names, salt !== undefined)
    : readPiped(await text(process.stdin));
  const { salt: saidSalt = '', ...values } = said;
  return { salt: salt ?? saidSalt, values };
}
