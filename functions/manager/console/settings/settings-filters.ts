import { defineFilters, oneOf } from '../parts/filters/define-filters.ts';

/** The open tab of the settings stands in the address. */
export const settingsFilters = defineFilters({
  tab: oneOf([
    'modules',
    'members',
    'keys',
    'rules',
    'controller',
    'recipients',
    'transfer',
    'end',
  ]),
});
