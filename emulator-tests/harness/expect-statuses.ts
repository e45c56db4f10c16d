import { expect } from 'vitest';
import type { Answer } from './caller.ts';

/**
 * Checks that every answer has the status. So a test cannot pass because the steps before it
 * failed.
 */
export function expectStatuses(answers: readonly Answer[], status: number): void {
  expect(answers.map((answer) => answer.status)).toEqual(answers.map(() => status));
}
