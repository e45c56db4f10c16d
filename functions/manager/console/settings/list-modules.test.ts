import { expect, it } from 'vitest';
import type { StorageOverview } from '#shared/client/schemas.ts';
import { listModules, turnModules } from './list-modules.ts';

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

it('only the modules that the user has chosen change, so a module that another owner switches on or off stays so', () => {
  const turned = { coupon: true, sign_in: false };
  expect(turnModules(['live_chat', 'sign_in'], turned)).toEqual(['live_chat', 'coupon']);
  expect(turnModules(['rewards', 'coupon'], turned)).toEqual(['rewards', 'coupon']);
  expect(turnModules(['rewards'], {})).toEqual(['rewards']);
});
