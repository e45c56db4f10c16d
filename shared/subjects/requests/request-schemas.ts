import * as z from 'zod';
import { isDay } from '#shared/base/time/calendar-day.ts';
import { identifierNames } from '#shared/categories/category-subject.ts';
import { freeText, plainId } from '#shared/categories/field-schemas.ts';
import { identifierFields } from '../sought.ts';
import { authorities } from './letters/authorities.ts';
import {
  completionResults,
  extensionReasons,
  identityDoubts,
  identityMethods,
  refusalGrounds,
  requestKinds,
  requestWays,
} from './vocabulary.ts';

const kinds = Object.keys(requestKinds) as (keyof typeof requestKinds)[];

/** A calendar day. */
export const daySchema = z
  .string()
  .max(10)
  .refine(isDay, { params: { rule: 'a day: YYYY-MM-DD' } });

/**
 * A new request: its kind, how and when it reached the tenant, and the identifiers of the person.
 */
export const newRequestSchema = z
  .strictObject({
    kind: z.enum(kinds),
    came_by: z.enum(requestWays),
    /** The day of receipt in the tenant's time zone. The default is today. */
    received: daySchema.optional(),
    ...identifierFields,
    /** What the person wants, in their own words. */
    details: freeText(4_000).optional(),
  })
  .refine((body) => identifierNames.some((name) => body[name] !== undefined), {
    params: { rule: `at least one of ${identifierNames.join(', ')}` },
  });

export type NewRequest = z.output<typeof newRequestSchema>;

export const extensionSchema = z.strictObject({
  /** The number of months that the extension adds to the first month. */
  months: z.int().min(1).max(2),
  reasons: z.array(z.enum(extensionReasons)).min(1).max(extensionReasons.length),
});

export const identitySchema = z.union(
  [
    z.strictObject({ doubt: z.enum(identityDoubts), method: z.enum(identityMethods) }),
    z.strictObject({ confirmed: z.boolean() }),
  ],
  'either doubt and method, or confirmed',
);

export const refusalSchema = z.strictObject({
  ground: z.enum(refusalGrounds),
  /** The supervisory authority to which the person may complain. */
  authority: z.enum(Object.keys(authorities)),
});

export const completionSchema = z.strictObject({
  result: z.enum(completionResults),
  /** The id of the erasure that was made for this request. */
  erasure_id: plainId.optional(),
  /** The id of the archive that was made for this request. */
  archive_id: plainId.optional(),
});
