import { expect } from 'vitest';
import type { Answer } from './caller.ts';

/**
 * Checks that every answer has the expected status. Without this check, a test could pass only
 * because its earlier requests failed.
 */
export function expectStatuses(answers: readonly Answer[], status: number): void {
  expect(answers.map((answer) => answer.status)).toEqual(answers.map(() => status));
}
