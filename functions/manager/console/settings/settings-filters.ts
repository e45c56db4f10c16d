import { defineFilters, oneOf } from '../parts/filters/define-filters.ts';

/** The part of the settings that is open stands in the address. */
export const settingsFilters = defineFilters({
  tab: oneOf(['modules', 'members', 'keys', 'rules', 'controller', 'recipients', 'end']),
});
