import { expect, test } from 'vitest';
import { categories } from '#shared/categories/registry.ts';
import { actionText } from '#shared/subjects/archive/texts/action-texts.ts';
import { logNames } from './log-names.ts';

test('archives have a German and an English text for every action on a single record', () => {
  const paths = [...categories.map(({ path }) => path), 'conversations'];
  const single = Object.entries(logNames).filter(([route]) =>
    paths.some((path) => route.includes(`/v1/${path}/{id}`)),
  );
  expect(single.length).toBeGreaterThan(30);
  for (const [, action] of single)
    for (const language of ['de', 'en'] as const)
      expect(actionText(action, language)).not.toBe(action);
});
