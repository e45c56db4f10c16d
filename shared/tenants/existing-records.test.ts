import { expect, test } from 'vitest';
import { openAcme } from './testing/open-acme.ts';

test('a change that switches a category off must state what happens to its existing records', async () => {
  const { change } = await openAcme();
  const off = { modules: [], categories: { chat_messages: { destination: 'off' } } };
  await expect(change(off)).rejects.toMatchObject({
    errors: [{ pointer: '/categories/chat_messages/existing' }],
  });
});

test.each([
  ['chat_messages', { existing: 'delete' }],
  ['chat_messages', { destination: 'server', existing: 'delete' }],
  ['chat_messages', { retention_days: 1, existing: 'expire' }],
  ['runtime_log', { existing: 'delete' }],
  ['variables', { destination: 'server', existing: 'expire' }],
])(
  'a change can state what happens to existing records only if their category is switched off; this change is refused: %s, %j',
  async (id, each) => {
    const { change, foresee, write, count, clock } = await openAcme();
    await write();
    const refused = {
      code: 'validation-failed',
      errors: [
        {
          pointer: `/categories/${id}/existing`,
          rule: 'only for a category that is switched off',
        },
      ],
    };
    await expect(change({ categories: { [id]: each } })).rejects.toMatchObject(refused);
    await expect(foresee({ categories: { [id]: each } })).rejects.toMatchObject(refused);
    clock.now += 5_000_000;
    expect(await count()).toBe(1);
  },
);

test('a later change can delete the records that remained when a category was switched off', async () => {
  const { change, foresee, write, stored, erase, clock } = await openAcme();
  await write();
  const off = { destination: 'off', existing: 'expire' };
  await change({ modules: [], categories: { chat_messages: off } });
  const rest = { categories: { chat_messages: { existing: 'delete' } } };
  const [foreseen] = (await foresee(rest)).changes;
  expect([foreseen?.live, foreseen?.gone[0]?.with_change]).toEqual([1, 1]);
  await change(rest);
  clock.now += 65_000_000;
  await erase();
  expect(await stored()).toBe(0);
});
