import { planned } from './steps/plan-day.ts';

/** Faults that must occur in every simulated year. */
const faults = [
  'dies, asked again',
  'dies, asked never',
  'sent twice',
  'overtaken',
  'a restore dies',
  'a tick is missing',
  'a tick comes twice',
].map((fault) => `fault: ${fault}`);

/** Checks that must run in every simulated year. */
const checks = [
  'balance',
  'boundary',
  'chains',
  'conversations',
  'list',
  'one receipt',
  'receipt',
  'receipt of a day',
  'receipt of category',
  'receipt of conversation',
  'receipt of person',
  'receipt of tenant',
  'retired key',
  'rotation',
  'search',
  'stolen copy',
  'turn',
].map((check) => `check: ${check}`);

/**
 * The length of a simulated year in days. Every expected event must occur in a history that is as
 * long or longer.
 */
export const yearDays = 360;

/** Lists the expected events that did not occur in a year. */
export function missingEvents(counts: ReadonlyMap<string, number>): string[] {
  const expected = [...planned, ...faults, ...checks, 'a tenant has ended', 'run: rekey'];
  return expected.filter((what) => (counts.get(what) ?? 0) === 0);
}
