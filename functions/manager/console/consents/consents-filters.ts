import { defineFilters, oneOf } from '../parts/filters/define-filters.ts';

export const consentTypes = ['newsletter', 'reminder', 'profiling', 'web_push', 'sms'] as const;
export const consentStates = ['confirmed', 'pending', 'withdrawn'] as const;

/** Filters of the page that stand in its address. */
export const consentsFilters = defineFilters({
  type: oneOf(consentTypes),
  status: oneOf(consentStates),
});
