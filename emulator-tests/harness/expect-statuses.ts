import { expect } from 'vitest';
import type { Answer } from './caller.ts';

/**
 * Checks that a preparation succeeded, because without it a test could pass without testing
 * anything.
 */
export function expectStatuses(answers: readonly Answer[], status: number): void {
  expect(answers.map((answer) => answer.status)).toEqual(answers.map(() => status));
}
