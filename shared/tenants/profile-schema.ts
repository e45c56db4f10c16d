import * as z from 'zod';
import { isTimeZone } from '#shared/base/time/local-day.ts';
import type { Category } from '#shared/categories/define-category.ts';
import { regions } from '#shared/settings/regions.ts';
import { modulesOf } from './modules.ts';

/** An origin of web pages. Only origins on the local machine may use `http`. */
const origin = z
  .string()
  .max(200)
  .regex(
    /^(?:https:\/\/[a-z0-9.-]+(?::\d{1,5})?|http:\/\/(?:localhost|127\.0\.0\.1)(?::\d{1,5})?)$/,
    'https:// and a host in small letters, or http:// and localhost, with a port or without',
  );

/** The time zone in which a tenant's days begin and end. */
const timeZone = z
  .string()
  .max(64)
  .refine(isTimeZone, { params: { rule: 'the name of a time zone, such as Europe/Berlin' } });

const categoryChange = z.strictObject({
  destination: z.enum(['server', 'device', 'off']).optional(),
  /** The retention in days. Null means the retention that Mayfly promises for the category. */
  retention_days: z.int().min(1).max(360).nullable().optional(),
  /**
   * What happens to existing records. The field is allowed only if the server does not store the
   * category after the change.
   */
  existing: z.enum(['expire', 'delete']).optional(),
});

/** A change of the usage profile. A field that is missing here keeps its value. */
export function profileChangeSchema(categories: readonly Category[]) {
  const changes = categories.map(({ id }) => [id, categoryChange.optional()] as const);
  return z
    .strictObject({
      modules: z
        .array(z.enum(modulesOf(categories)))
        .max(100)
        .optional(),
      origins: z.array(origin).max(20).optional(),
      default_region: z.enum(regions).optional(),
      time_zone: timeZone.optional(),
      /**
       * How many hours a change that deletes existing data waits. During this time it can be
       * cancelled.
       */
      cooling_off_hours: z.int().min(0).max(72).optional(),
      categories: z.strictObject(Object.fromEntries(changes)).optional(),
    })
    .refine((change) => Object.keys(change).length > 0, {
      params: {
        rule: 'at least one of modules, origins, default_region, time_zone, cooling_off_hours, categories',
      },
    });
}

export type CategoryChange = z.output<typeof categoryChange>;
export type ProfileChange = {
  readonly modules?: readonly string[] | undefined;
  readonly origins?: readonly string[] | undefined;
  readonly default_region?: string | undefined;
  readonly cooling_off_hours?: number | undefined;
  readonly time_zone?: string | undefined;
  readonly categories?: { readonly [id: string]: CategoryChange | undefined } | undefined;
};
