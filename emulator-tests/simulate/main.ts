import { runHistory } from './run-history.ts';
import { planDay } from './steps/plan-day.ts';

const [seed, days, tenants] = process.argv.slice(2).map(Number) as [number, number, number];
const steps = Array.from({ length: days }, (_, day) => planDay(seed, day, tenants)).flat();
const t = performance.now();
const c = process.cpuUsage();
const outcome = await runHistory({ seed, tenants, steps });
const u = process.cpuUsage(c);
console.log(outcome.violation, outcome.violation && JSON.stringify(steps[outcome.violation.step]));
console.log(
  steps.length,
  'steps',
  ((performance.now() - t) / 1000).toFixed(1),
  's wall',
  ((u.user + u.system) / 1e6).toFixed(1),
  's cpu',
);
console.log(Object.fromEntries([...outcome.counts].sort()));
process.exit(0);
