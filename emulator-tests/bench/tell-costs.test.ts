import { expect, test } from 'vitest';
import { renderMeasuredCosts } from './tell-costs.ts';

const operations = { calls: 1, reads: 0, writes: 2, deletes: 0, bytes: 900 };
const told = (writes: number, messages?: number) =>
  renderMeasuredCosts([
    {
      name: 'a request',
      service: 'chat',
      operations: { ...operations, writes },
      cpuMs: 2,
      ...(messages !== undefined && { messages }),
    },
  ]);

const dollarsOf = (lines: readonly string[], text: string) =>
  Number(/\$([\d.]+)/.exec(lines.find((line) => line.includes(text)) ?? '')?.[1]);

test('ten more writes in each request raise the cost of a million requests by the price of these writes', () => {
  const [few, many] = [2, 12].map((writes) => dollarsOf(told(writes), '  a request'));
  // Ten writes more for each of a million requests, at $0.18 for 100,000 writes.
  expect((many ?? 0) - (few ?? 0)).toBeCloseTo(18, 1);
});

test('a million messages cost less if a request stores a hundred messages than if it stores one', () => {
  const [single, batch] = [1, 100].map((messages) =>
    dollarsOf(told(2, messages), 'A million messages'),
  );
  expect(batch).toBeLessThan(single ?? 0);
  expect(batch).toBeGreaterThan(0);
  expect(told(2).some((line) => line.includes('A million messages'))).toBe(false);
});

test('the last line states the date of the price of a write', () => {
  expect(told(2).at(-1)).toMatch(/per write: .*\b20\d\d\b/);
});
