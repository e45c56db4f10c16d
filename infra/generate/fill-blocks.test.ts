import { expect, test } from 'vitest';
import { fillBlocks } from './fill-blocks.ts';

const [start, end] = ['<!-- names: generated -->', '<!-- /names -->'];

test('a block gets its new content, and the rest of the text stays', () => {
  const text = `before\n${start}\nold\n${end}\nafter\n`;
  expect(fillBlocks('README.md', text, { names: 'new' })).toBe(text.replace('old', 'new'));
});

test.each([
  ['the beginning', `old\n${end}\nafter`],
  ['the end', `${start}\nold\nafter`],
  ['a second beginning', `${start}\n${start}\nold\n${end}\nafter`],
  ['a second end', `${start}\nold\n${end}\nafter\n${end}\nlast`],
])('a text is refused if it lacks or repeats a marker of a block: %s', (_fault, text) => {
  const fill = () => fillBlocks('README.md', text, { names: 'new' });
  expect(fill).toThrow('README.md needs');
});
