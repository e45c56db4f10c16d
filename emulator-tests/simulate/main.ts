import { readFileSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { missingEvents, yearDays } from './expected-events.ts';
import { type Outcome, runHistory } from './run-history.ts';
import { shrinkHistory } from './shrink-history.ts';
import { planHistory } from './steps/plan-history.ts';
import type { History } from './steps/step.ts';
import { tellCounts, tellHistory } from './tell-history.ts';

const help = `Simulates years with the real functions and with faults, and checks each step against a model.

  npm run simulate [-- --seed N] [--years N | --days N | --for 10m] [--tenants N]
  npm run simulate -- --replay FILE

  --seed N      the first seed (1); each year has the next one
  --years N     how many years of 360 days (1)
  --days N      one history of this many days instead
  --for TIME    simulates years for this long: 90s, 10m or 2h
  --tenants N   how many tenants at a time (3)
  --replay FILE runs the steps of a file again
  --out FILE    the file for the steps of a failure (simulated-failure.json)
  --no-shrink   reports a failure without shortening it

In each year every operation, fault and check must occur at least once. After a failure the command shortens the history, prints its steps, writes them to a file, and exits with 1.
`;

const { values } = parseArgs({
  options: {
    help: { type: 'boolean', default: false },
    seed: { type: 'string', default: '1' },
    years: { type: 'string', default: '1' },
    days: { type: 'string' },
    for: { type: 'string' },
    tenants: { type: 'string', default: '3' },
    replay: { type: 'string' },
    out: { type: 'string', default: 'simulated-failure.json' },
    'no-shrink': { type: 'boolean', default: false },
  },
});

/** The command tries at most this many other histories when it shortens a failing history. */
const triesMax = 150;
const secondsOf = { s: 1, m: 60, h: 3_600 } as const;

function refuse(): never {
  console.error(help);
  process.exit(2);
}

function wholeNumber(text: string): number {
  const number = Number(text);
  if (!Number.isSafeInteger(number) || number < 1) refuse();
  return number;
}

function limitSeconds(text: string | undefined): number {
  if (text === undefined) return Number.POSITIVE_INFINITY;
  const [, amount, unit] = /^(\d+)([smh])$/.exec(text) ?? [];
  if (amount === undefined) refuse();
  return Number(amount) * secondsOf[unit as keyof typeof secondsOf];
}

function progress(text: string): void {
  if (process.stderr.isTTY) process.stderr.write(`\r\u001B[K${text}`);
}

/**
 * Runs a history.
 * @returns the outcome, and the processor time in seconds
 */
async function live(history: History, name: string) {
  const before = process.cpuUsage();
  const outcome = await runHistory(history, undefined, (day) =>
    progress(`${name}: day ${day + 1} of ${history.days}`),
  );
  const { user, system } = process.cpuUsage(before);
  return { outcome, seconds: (user + system) / 1_000_000 };
}

async function tellFailure(history: History, { violation }: Outcome): Promise<void> {
  if (violation === undefined) return;
  const met = {
    ...history,
    days: violation.day + 1,
    steps: history.steps.slice(0, violation.step + 1),
  };
  console.error(`Violated on day ${violation.day}: ${violation.text}`);
  const found = values['no-shrink']
    ? met
    : await shrinkHistory(met, violation.text, {
        triesMax,
        onTry: (steps) => progress(`shrinking: ${steps} steps`),
      });
  progress('');
  console.error(
    `${found.steps.length} of ${met.steps.length} steps lead to this violation:\n${tellHistory(found)}`,
  );
  writeFileSync(values.out, JSON.stringify(found));
  console.error(`Again: npm run simulate -- --replay ${values.out}`);
}

/**
 * Runs the history of a file again.
 * @returns true if nothing was violated
 */
async function replay(file: string): Promise<boolean> {
  const history = JSON.parse(readFileSync(file, 'utf8')) as History;
  console.log(tellHistory(history));
  const { outcome } = await live(history, 'replay');
  console.log(
    outcome.violation === undefined
      ? 'Nothing was violated.'
      : `Violated: ${outcome.violation.text}`,
  );
  return outcome.violation === undefined;
}

async function liveYears(): Promise<boolean> {
  const first = wholeNumber(values.seed);
  const tenants = wholeNumber(values.tenants);
  const days = wholeNumber(values.days ?? '360');
  const limit = limitSeconds(values.for);
  const years =
    values.for === undefined
      ? wholeNumber(values.days === undefined ? values.years : '1')
      : Number.POSITIVE_INFINITY;
  const outcomes: Outcome[] = [];
  const begun = performance.now();
  for (let year = 0; year < years && (performance.now() - begun) / 1_000 < limit; year += 1) {
    const history = planHistory(first + year, days, tenants);
    const { outcome, seconds } = await live(history, `seed ${first + year}`);
    outcomes.push(outcome);
    progress('');
    console.log(
      `seed ${first + year}: ${days} days, ${history.steps.length} steps, ${seconds.toFixed(1)} s of processor time, ${outcome.violation === undefined ? 'nothing violated' : 'VIOLATED'}`,
    );
    if (outcome.violation !== undefined) {
      await tellFailure(history, outcome);
      return false;
    }
    const missing = days < yearDays ? [] : missingEvents(outcome.counts);
    if (missing.length === 0) continue;
    console.error(`Never happened in this year: ${missing.join(', ')}`);
    return false;
  }
  console.log(tellCounts(outcomes));
  return true;
}

if (values.help) console.log(help);
else {
  const isRight = await (values.replay === undefined ? liveYears() : replay(values.replay));
  // When a simulated process dies, its calls to the store never get an answer. `process.exit` ends
  // this real process although such calls still wait.
  process.exit(isRight ? 0 : 1);
}
