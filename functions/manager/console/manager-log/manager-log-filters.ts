import { defineFilters, isoDate, plainWord } from '../parts/filters/define-filters.ts';

/** Filters that are part of the page's URL. */
export const managerLogFilters = defineFilters({
  action: plainWord(),
  from: isoDate(),
  to: isoDate(),
});
