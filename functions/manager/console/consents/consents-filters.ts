import { defineFilters, oneOf } from '../parts/filters/define-filters.ts';

export const consentTypes = ['newsletter', 'reminder', 'profiling', 'web_push', 'sms'] as const;
export const consentStates = ['confirmed', 'pending', 'withdrawn'] as const;

/**
 * The list of consents that end soon can show all of these consents, or only those that were never
 * exported.
 */
export const endings = ['soon', 'unexported'] as const;

/** Filters that are part of the page's URL. */
export const consentsFilters = defineFilters({
  type: oneOf(consentTypes),
  status: oneOf(consentStates),
  ending: oneOf(endings),
});
