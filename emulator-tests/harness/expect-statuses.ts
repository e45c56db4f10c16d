import { expect } from 'vitest';
import type { Answer } from './caller.ts';

/** That a preparation was done as meant: a test that builds on less could pass for nothing. */
export function expectStatuses(answers: readonly Answer[], status: number): void {
  expect(answers.map((answer) => answer.status)).toEqual(answers.map(() => status));
}
