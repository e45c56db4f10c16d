import { createHash } from 'node:crypto';
import { type Instant, microsPerDay } from '#shared/base/time/instant.ts';
import { createSeededRandom } from '#shared/domains/coupons/testing/seeded-random.ts';
import type { Fault, Step } from './step.ts';

/**
 * How often a tenant sends each request on an average day. If the value is below 0.2, the request
 * is planned for one day of each period. With the value 0.1, for example, a period has ten days.
 */
const ofTenant: { readonly [what: string]: number } = {
  say: 2.4,
  'say much': 0.25,
  'name subject': 0.5,
  understand: 1,
  message: 1,
  trace: 1,
  'sign in': 0.5,
  merge: 0.35,
  touch: 0.35,
  'set variable': 0.7,
  consent: 0.45,
  confirm: 0.3,
  withdraw: 0.15,
  'open pool': 0.05,
  'load codes': 0.1,
  emit: 0.5,
  'hand in': 0.3,
  earn: 0.7,
  spend: 0.35,
  redeem: 0.25,
  'open raffle': 0.03,
  enter: 0.5,
  draw: 0.06,
  read: 1.5,
  'read at boundary': 0.8,
  search: 0.5,
  list: 0.3,
  conversations: 0.3,
  balance: 0.5,
  delete: 0.5,
  'delete conversation': 0.08,
  correct: 0.1,
  export: 0.1,
  'look in': 0.2,
  'erase person': 0.1,
  'erase conversation': 0.08,
  'erase category': 0.015,
  'erase tenant': 0.008,
  'choose retention': 0.1,
  'switch off': 0.025,
  'switch on': 0.04,
  'choose cooling off': 0.025,
  cancel: 0.04,
};

/** How often each event happens to the whole system on an average day. */
const ofAll: { readonly [what: string]: number } = {
  purge: 8,
  erase: 7,
  seal: 7,
  rekey: 2,
  'keys away': 0.12,
  'rotate key': 0.1,
  'retire key': 0.05,
  'clock steps': 0.7,
  'all restart': 0.25,
  'back up': 1,
  restore: 0.035,
};

const ticks = new Set(['purge', 'erase', 'seal', 'rekey']);
const unharmed = new Set([
  'missing tick',
  'keys away',
  'rotate key',
  'clock steps',
  'all restart',
  'back up',
  'read at boundary',
  'read',
  'search',
  'list',
  'conversations',
  'balance',
  'look in',
  'export',
]);

type Draw = () => number;
const whole = (draw: Draw, below: number) => Math.floor(draw() * below);

function faultOf(draw: Draw, what: string): Fault | undefined {
  const isRestore = what === 'restore';
  if (unharmed.has(what) || draw() > (isRestore ? 0.5 : 0.14)) return undefined;
  const kind = isRestore ? 0 : draw();
  const write = whole(draw, ticks.has(what) || what.startsWith('erase') || isRestore ? 12 : 3);
  if (kind < 0.5) {
    const landed = (['none', 'half', 'all'] as const)[whole(draw, 3)] ?? 'none';
    return { kind: 'dies', write, landed, asked: draw() < 0.6 ? 'again' : 'never' };
  }
  return kind < 0.75 ? { kind: 'twice' } : { kind: 'overtaken', write };
}

/**
 * Decides how often an event happens on a day. A rare event happens on one day of each of its
 * periods. So it happens in every year.
 */
function timesOf(
  draw: Draw,
  perDay: number,
  rare: { readonly seed: string; readonly day: number },
) {
  if (perDay < 0.2) {
    const period = Math.round(1 / perDay);
    const chosen = hashText(`${rare.seed} ${Math.floor(rare.day / period)}`) % period;
    return rare.day % period === chosen ? 1 : 0;
  }
  let count = 0;
  for (let chance = perDay; chance > 0; chance -= 1) if (draw() < chance) count += 1;
  return count;
}

function hashText(text: string): number {
  return createHash('sha256').update(text).digest().readUInt32BE();
}

/** The names of all events, of tenants and of the whole system. */
export const planned: readonly string[] = [...Object.keys(ofTenant), ...Object.keys(ofAll)];

/** Plans the steps of one day. The same seed gives the same plan. */
export function planDay(seed: number, day: number, tenants: number): Step[] {
  const draw = createSeededRandom((seed * 1_000_003 + day * 7_919) | 0);
  const steps: Step[] = [];
  const add = (what: string, tenant: number, at: Instant, isRepeated = false) => {
    const step = {
      at,
      what,
      tenant,
      who: whole(draw, 5),
      pick: whole(draw, 2 ** 30),
      replica: whole(draw, 2),
      ...(isRepeated && { isRepeated: true as const }),
    };
    const fault = faultOf(draw, what);
    steps.push(fault === undefined ? step : { ...step, fault });
  };
  const times = (what: string, tenant: number, perDay: number) =>
    timesOf(draw, perDay, { seed: `${seed} ${tenant} ${what}`, day });
  const anyTime = () => day * microsPerDay + whole(draw, microsPerDay);
  for (let tenant = 0; tenant < tenants; tenant += 1)
    for (const [what, perDay] of Object.entries(ofTenant))
      for (let left = times(what, tenant, perDay); left > 0; left -= 1)
        add(what, tenant, anyTime());
  for (const [what, perDay] of Object.entries(ofAll)) {
    if (!ticks.has(what)) {
      for (let left = times(what, 0, perDay); left > 0; left -= 1) add(what, 0, anyTime());
      continue;
    }
    // Cloud Scheduler calls at fixed times. One call in ten is missing, and one in ten comes twice.
    for (let tick = 0; tick < perDay; tick += 1) {
      const due = day * microsPerDay + Math.floor(((tick + 0.01) / perDay) * microsPerDay);
      const luck = draw();
      if (luck < 0.1) add('missing tick', 0, due);
      else add(what, 0, due + whole(draw, 60_000_000));
      if (luck >= 0.9) add(what, 0, due + whole(draw, 90_000_000), true);
    }
  }
  return steps.toSorted((one, other) => one.at - other.at);
}
