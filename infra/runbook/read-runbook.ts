import { readFileSync } from 'node:fs';
import { root } from '../build/functions.ts';

/**
 * A block of commands. Its `place` is `sh local` if the block also runs on the local stack. It is
 * `sh project` if the block needs a Google Cloud project, and then its first line says why.
 */
export type Block = {
  readonly chapter: string;
  readonly place: string;
  readonly commands: readonly string[];
};

export const runbook = readFileSync(`${root}RUNBOOK.md`, 'utf8');

/** The blocks of the runbook in their order. */
export function readBlocks(text: string): readonly Block[] {
  return text.split(/^## /m).flatMap((part) => {
    const chapter = part.slice(0, part.indexOf('\n'));
    return [...part.matchAll(/^```(.*)\n([^]*?)^```$/gm)].map(([, place = '', body = '']) => ({
      chapter,
      place,
      commands: body.trimEnd().split('\n'),
    }));
  });
}
