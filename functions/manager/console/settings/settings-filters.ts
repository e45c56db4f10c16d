import { defineFilters, oneOf } from '../parts/filters/define-filters.ts';

/** The page's URL contains the open tab of the settings. */
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
