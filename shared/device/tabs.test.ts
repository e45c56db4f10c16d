import { expect, test } from 'vitest';
import { joinTabs } from './tabs.ts';

test.each([false, true])(
  'other tabs hear that a person has withdrawn the consent (this tab no longer listens: %s)',
  async (isClosed) => {
    const { promise, resolve } = Promise.withResolvers<string>();
    const other = joinTabs('mayfly-test', ({ kind }) => resolve(kind));
    const own = joinTabs('mayfly-test', () => undefined);
    if (isClosed) own.close();
    own.tellWithdrawn();
    expect(await promise).toBe('withdrawn');
    other.close();
    own.close();
  },
);
