import * as z from 'zod';
import { Problem } from '#shared/base/problems/problem.ts';
import {
  type Instant,
  microsPerDay,
  microsPerMilli,
  parseInstant,
} from '#shared/base/time/instant.ts';
import { policies } from '#shared/base/time/policy-period.ts';
import { fraction, freeText, instant, plainId } from '#shared/categories/field-schemas.ts';

export const kinds = ['giveaway', 'instant_win'] as const;
export type RaffleKind = (typeof kinds)[number];

/** The latest end of a raffle, in days from now. */
export const endDaysMax = 1_096;
/** The length, in days, of a raffle for which the caller gives no end. */
const openEndDays = 365;

const prize = z.strictObject({ id: plainId, quantity: z.int().min(1).max(1_000_000) });

/** The fields that the caller sends for a new raffle. */
export const raffleInput = z
  .strictObject({
    name: freeText(200),
    kind: z.enum(kinds).default('giveaway'),
    policy: z.enum(policies),
    starts_at: instant.optional(),
    ends_at: instant.optional(),
    chance: fraction.gt(0).max(1).optional(),
    prizes: z
      .array(prize)
      .min(1)
      .max(20)
      .refine((list) => new Set(list.map(({ id }) => id)).size === list.length, {
        params: { rule: 'distinct ids' },
      })
      .optional(),
  })
  .refine(({ kind, chance, prizes }) => isWhole(kind, chance, prizes), {
    params: { rule: 'chance and prizes only for an instant_win, which needs both' },
  });
export type RaffleInput = z.output<typeof raffleInput>;

function isWhole(kind: RaffleKind, chance: unknown, prizes: unknown): boolean {
  const given = [chance, prizes].filter((value) => value !== undefined).length;
  return given === (kind === 'instant_win' ? 2 : 0);
}

function toInstant(text: string | undefined): Instant | undefined {
  return text === undefined ? undefined : parseInstant(text);
}

function refuseEnd(rule: string): never {
  throw new Problem('validation-failed', { errors: [{ pointer: '/ends_at', rule }] });
}

/**
 * Reads the start and the end of a raffle. By default it starts now, and ends a year after its
 * start.
 * @throws Problem `validation-failed`
 */
export function readTimes(
  input: Pick<RaffleInput, 'starts_at' | 'ends_at'>,
  now: Instant,
): { readonly startsAt: Instant; readonly endsAt: Instant } {
  const startsAt = toInstant(input.starts_at) ?? Math.floor(now / microsPerMilli) * microsPerMilli;
  const endsAt = toInstant(input.ends_at) ?? startsAt + openEndDays * microsPerDay;
  if (endsAt <= startsAt) refuseEnd('after starts_at');
  if (endsAt > now + endDaysMax * microsPerDay) refuseEnd(`at most ${endDaysMax} days ahead`);
  return { startsAt, endsAt };
}
