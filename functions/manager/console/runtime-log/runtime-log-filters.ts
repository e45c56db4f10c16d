import { defineFilters, isoDate, oneOf, plainWord } from '../parts/filters/define-filters.ts';

export const levels = ['error', 'warn', 'info', 'debug'] as const;

/** Filters of the page that stand in its address. */
export const runtimeLogFilters = defineFilters({
  level: oneOf(levels),
  event: plainWord(),
  from: isoDate(),
  to: isoDate(),
});
