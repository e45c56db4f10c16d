import * as z from 'zod';
import type { Category } from '#shared/categories/define-category.ts';
import { freeText, plainId } from '#shared/categories/field-schemas.ts';
import { readTarget, urlCharactersMax } from '#shared/outbound/target.ts';
import { noticeEvents } from '#shared/settings/notice-routes.ts';

/** The maximum number of a tenant's endpoints. */
export const endpointsMax = 10;

const unique = { params: { rule: 'each at most once' } };
const isUnique = (list: readonly string[]) => new Set(list).size === list.length;

/** The id of an endpoint. The tenant chooses it. */
export const endpointId = plainId;

/**
 * An endpoint as an owner sends it.
 * @param allowsLoopback true only in the local stack
 */
export function endpointSchema(categories: readonly Category[], allowsLoopback: boolean) {
  const rule = 'https:// and a public host name, at port 443 or 8443';
  return z.strictObject({
    /** The name of the recipient, as in the particulars. */
    recipient: freeText(200),
    url: z
      .string()
      .max(urlCharactersMax)
      .refine((text) => readTarget(text, allowsLoopback) !== undefined, { params: { rule } }),
    events: z.array(z.enum(noticeEvents)).min(1).refine(isUnique, unique),
    /**
     * The categories about which the endpoint gets notices. If the list is missing, the endpoint
     * gets notices about all categories.
     */
    categories: z
      .array(z.enum(categories.map(({ id }) => id)))
      .min(1)
      .refine(isUnique, unique)
      .optional(),
  });
}

export type EndpointInput = z.output<ReturnType<typeof endpointSchema>>;

/** For how many hours the former secrets remain valid together with the new ones. */
export const rotationSchema = z.strictObject({ overlap_hours: z.int().min(0).max(168) });
