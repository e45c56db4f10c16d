import { defineFilters, oneOf } from '../parts/filters/define-filters.ts';

export const loyaltyTabs = ['ledger', 'rewards'] as const;
export const shippingStates = ['open', 'packed', 'sent'] as const;

/** The filters of the page that stand in its address. */
export const loyaltyFilters = defineFilters({
  tab: oneOf(loyaltyTabs),
  shipping: oneOf(shippingStates),
});
