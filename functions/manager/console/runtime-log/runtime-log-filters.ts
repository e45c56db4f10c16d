import { defineFilters, isoDate, oneOf, plainWord } from '../parts/filters/define-filters.ts';

export const levels = ['error', 'warn', 'info', 'debug'] as const;

/** Filters that are part of the page's URL. */
export const runtimeLogFilters = defineFilters({
  level: oneOf(levels),
  event: plainWord(),
  from: isoDate(),
  to: isoDate(),
});
