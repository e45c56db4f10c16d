import { defineFilters, isoDate, plainWord } from '../parts/filters/define-filters.ts';

/** Filters of the page that stand in its address. */
export const managerLogFilters = defineFilters({
  action: plainWord(),
  from: isoDate(),
  to: isoDate(),
});
