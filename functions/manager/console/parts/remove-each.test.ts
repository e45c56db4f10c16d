import { expect, it } from 'vitest';
import { removeEach } from './remove-each.ts';

const ids = Array.from({ length: 20 }, (_, index) => `c${index}`);

it('each id is removed once, by at most four removals at the same time', async () => {
  const [gone, running]: [string[], number[]] = [[], []];
  let now = 0;
  const remove = async () => {
    running.push((now += 1));
    await Promise.resolve();
    now -= 1;
  };
  await removeEach(ids, remove, (id) => void gone.push(id));
  expect(gone.toSorted()).toEqual(ids.toSorted());
  expect(Math.max(...running)).toBe(4);
});

it('a failure stops further removals, and the removals before the failure are reported', async () => {
  const gone: string[] = [];
  const remove = async (id: string) => {
    if (id === 'c5') throw new Error('no');
  };
  await expect(removeEach(ids, remove, (id) => void gone.push(id))).rejects.toThrow('no');
  expect(gone.length).toBeLessThan(12);
  expect(gone).toContain('c0');
});
