import { expect, it } from 'vitest';
import type { StorageOverview } from '#shared/client/schemas.ts';
import { listModules } from './list-modules.ts';

it('each module is listed with the categories that it requires and the categories that it only uses', () => {
  const of = (title: string, modules: object[]) => ({ title, modules });
  const categories = [
    of('Chat', [{ module: 'live_chat', rule: 'required', in_use: true }]),
    of('Log', []),
    of('Coins', [{ module: 'rewards', rule: 'required', in_use: false }]),
    of('Prizes', [{ module: 'rewards', rule: 'used', in_use: false }]),
  ] as unknown as StorageOverview['categories'];
  expect(listModules({ categories })).toEqual([
    { id: 'live_chat', rules: [{ rule: 'required', title: 'Chat' }] },
    {
      id: 'rewards',
      rules: [
        { rule: 'required', title: 'Coins' },
        { rule: 'used', title: 'Prizes' },
      ],
    },
  ]);
});
