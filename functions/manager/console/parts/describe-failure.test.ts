import { expect, test } from 'vitest';
import { MayflyProblem } from '#shared/client/mayfly-problem.ts';
import { describeFailure } from './describe-failure.ts';

test('a problem is described by its code if that says more than its status', () => {
  const late = new MayflyProblem(409, { code: 'extension-too-late' }, 'r-1');
  expect(describeFailure(late, 'de')).toEqual({
    title: 'Für eine Verlängerung ist es zu spät',
    detail: 'Die Person muss es im ersten Monat erfahren.',
    requestId: 'r-1',
  });
  const changed = new MayflyProblem(409, { code: 'plan-changed' }, 'r-2');
  expect(describeFailure(changed, 'en').title).toBe('It has changed meanwhile');
});
