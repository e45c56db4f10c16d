import { Problem } from '#shared/base/problems/problem.ts';
import type { RecordOf } from '#shared/categories/define-category.ts';
import type { loyaltyRedemptions } from '#shared/categories/loyalty-redemptions.ts';
import type { Complete } from '#shared/records/read-inputs.ts';
import type { Revise } from '#shared/records/revise.ts';

/** How far a parcel is. Redemptions that were stored before this was kept say nothing, and count as open. */
type Shipping = NonNullable<RecordOf<typeof loyaltyRedemptions>['shipping']>;

const steps: readonly Shipping[] = ['open', 'packed', 'sent'];

const stepOf = (shipping: unknown) => Math.max(0, steps.indexOf(shipping as Shipping));

/** Opens the shipping of a new redemption, unless the caller says that it is further. */
export const openShipping: Complete = (_ctx, fields) => ({ shipping: 'open', ...fields });

/**
 * Lets a parcel go forward only: what is packed is not open again, and what is sent stays sent. Two callers who move
 * one parcel at once meet in its version, so the slower one is held to what the faster one wrote.
 * @throws Problem `validation-failed`
 */
export const shipForward: Revise = (_ctx, previous, next) => {
  const after = stepOf(next.fields['shipping']);
  // A redemption that says nothing yet says it from its first change on, so that lists find it.
  if (after >= stepOf(previous.fields['shipping']))
    return { ...next, fields: { ...next.fields, shipping: steps[after] } };
  const rule = `only forward: ${steps.join(', ')}`;
  throw new Problem('validation-failed', { errors: [{ pointer: '/shipping', rule }] });
};
