import { expect } from 'vitest';
import type { Answer } from './caller.ts';

/**
 * Checks that the steps before a test have succeeded. Otherwise a test could pass although it tests
 * nothing.
 */
export function expectStatuses(answers: readonly Answer[], status: number): void {
  expect(answers.map((answer) => answer.status)).toEqual(answers.map(() => status));
}
