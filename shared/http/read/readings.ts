import * as z from 'zod';
import { type Instant, parseInstant } from '#shared/base/time/instant.ts';
import { instant } from '#shared/categories/field-schemas.ts';
import type { Reading } from './read-query.ts';

/** A parameter whose text must match a field's schema. */
export function textOf(schema: z.ZodType<string>): Reading<string> {
  return {
    rule: 'a value that the field can have',
    read: (text) => z.safeParse(schema, text).data,
  };
}

/** A parameter with a point in time (RFC 3339). */
export const pointInTime: Reading<Instant> = {
  rule: 'a time in RFC 3339 with Z or an offset',
  read(text) {
    const { data } = z.safeParse(instant, text);
    return data === undefined ? undefined : parseInstant(data);
  },
};

/** A parameter that is a share, from 0 to 1. */
export const share: Reading<number> = {
  rule: 'a number from 0 to 1',
  read(text) {
    const value = /^(?:0|1|0?\.\d{1,9}|1\.0{1,9})$/.test(text) ? Number(text) : Number.NaN;
    return value >= 0 && value <= 1 ? value : undefined;
  },
};
