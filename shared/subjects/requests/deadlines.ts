import {
  addDays,
  addMonths,
  type Day,
  daysBetween,
  workingDayFrom,
} from '#shared/base/time/calendar-day.ts';
import { type Instant, microsPerMilli } from '#shared/base/time/instant.ts';
import { endOfDay } from '#shared/base/time/local-day.ts';

/** The facts that decide when a request is due. */
export type Term = {
  readonly received: Day;
  readonly extensionMonths: number;
  /**
   * The number of days for which the deadline was suspended, because the tenant promptly asked the
   * person to prove their identity.
   */
  readonly suspendedDays: number;
};

/**
 * The day on which a request is due: one month after the day on which it was received. An extension
 * adds one or two months (GDPR Art. 12(3)). If the resulting month has no such day, the last day of
 * that month is used. Then the suspended days are added.
 */
export function dueDayOf({ received, extensionMonths, suspendedDays }: Term): Day {
  return addDays(addMonths(received, 1 + extensionMonths), suspendedDays);
}

/**
 * The last day on which an answer is in time. If a request is due on a Saturday or Sunday, the last
 * day is the next Monday (Regulation 1182/71, Art. 3(4)). Public holidays are not considered. So
 * this day may be earlier than the last day that the law allows, but never later.
 */
export function inTimeUntil(term: Term): Day {
  return workingDayFrom(dueDayOf(term));
}

/**
 * The last day on which an extension or a refusal is in time. Extensions do not change this day
 * (Art. 12(3), (4)).
 */
export function firstInTimeUntil(term: Term): Day {
  return inTimeUntil({ ...term, extensionMonths: 0 });
}

/**
 * A question about the identity suspends the deadline only if the tenant asks it early: at most
 * this number of days after the day of receipt. The law requires a question «without undue delay»
 * (EDPB Guidelines 01/2022, section 5.3). German courts accept at most two weeks (BGB 121; OLG
 * Hamm, 26 U 21/89).
 */
const promptDays = 14;

export function isPrompt(received: Day, asked: Day): boolean {
  return daysBetween(received, asked) <= promptDays;
}

/**
 * The instant until which a closed request is kept as proof: the end of the third year after the
 * year in which it was closed (BGB 195, 199).
 */
export function keptUntil(closedOn: Day, timeZone: string): Instant {
  const lastYear = Number(closedOn.slice(0, 4)) + 3;
  const end = endOfDay(`${lastYear}-12-31`, timeZone);
  return Math.floor(end / microsPerMilli) * microsPerMilli;
}

/**
 * The instant until which an open request and the details of its person are kept: the end of the
 * fourth year after the year of receipt. It includes a year for extensions and suspensions, so no
 * later step changes it.
 */
export function openUntil(received: Day, timeZone: string): Instant {
  return keptUntil(addMonths(received, 12), timeZone);
}

/** How many days before its due day a request is first shown as due soon. */
export const soonDays = 7;
