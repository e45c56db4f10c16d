import { planned } from './steps/plan-day.ts';

/** Faults that every simulated year must have. */
const faults = [
  'dies, asked again',
  'dies, asked never',
  'sent twice',
  'overtaken',
  'a restore dies',
  'a tick is missing',
  'a tick comes twice',
].map((fault) => `fault: ${fault}`);

/** Checks that every simulated year must make. */
const checks = [
  'balance',
  'boundary',
  'chains',
  'conversations',
  'list',
  'receipt',
  'receipt of a day',
  'retired key',
  'rotation',
  'search',
  'stolen copy',
].map((check) => `check: ${check}`);

/** Days after which nothing may be missing. */
export const yearDays = 360;

/** What a year never had, of everything that each year must have. */
export function missingEvents(counts: ReadonlyMap<string, number>): string[] {
  const expected = [...planned, ...faults, ...checks, 'a tenant has ended', 'run: rekey'];
  return expected.filter((what) => (counts.get(what) ?? 0) === 0);
}
