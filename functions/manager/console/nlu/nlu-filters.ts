import { defineFilters, intentName, oneOf } from '../parts/filters/define-filters.ts';
import { lights } from './confidence-light.ts';

/** Filters that are part of the page's URL. */
export const nluFilters = defineFilters({
  tab: oneOf(['accuracy']),
  confidence: oneOf(lights),
  going: oneOf(['tomorrow']),
  intent: intentName(),
});
