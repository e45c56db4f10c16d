import { defineFilters, oneOf } from '../parts/filters/define-filters.ts';

export const loyaltyTabs = ['ledger', 'rewards'] as const;
export const shippingStates = ['open', 'packed', 'sent'] as const;

/** Filters that are part of the page's URL. */
export const loyaltyFilters = defineFilters({
  tab: oneOf(loyaltyTabs),
  shipping: oneOf(shippingStates),
});
