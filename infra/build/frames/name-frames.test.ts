import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { root } from '../functions.ts';
import { mapBundle, nameFrames } from './name-frames.ts';

const message = 'one call must not name documents of two databases';

/** Returns the place of `message` in a text. As in a stack trace, line and column count from 1. */
function placeIn(text: string): { readonly line: number; readonly column: number } {
  const before = text.slice(0, text.indexOf(message));
  return { line: before.split('\n').length, column: before.length - before.lastIndexOf('\n') };
}

test('a place in a bundle is replaced by its place in the source', async () => {
  const bundle = await mapBundle('seal');
  const { line, column } = placeIn(bundle.code);
  const path = 'shared/store/firestore-store.ts';
  const source = placeIn(readFileSync(`${root}${path}`, 'utf8'));
  const log = `{"stack":["at aB (/workspace/main.js:${line}:${column})","at node:internal/x:1:2"]}`;
  const named = nameFrames(bundle, 'seal', log);
  expect(named).toMatch(
    new RegExp(`"at aB \\(${path}:${source.line}:\\d+\\)","at node:internal/x:1:2"`),
  );
});
