import { defineFilters, oneOf } from '../parts/filters/define-filters.ts';
import { lights } from './confidence-light.ts';

/**
 * The people who train the classifier choose the names of intents. A name that begins with a letter
 * is no phone number.
 */
const intentName = /^[A-Za-z][A-Za-z0-9_.:/-]{0,127}$/;

/** Filters that are part of the page's address. */
export const nluFilters = defineFilters({
  tab: oneOf(['accuracy']),
  confidence: oneOf(lights),
  going: oneOf(['tomorrow']),
  intent: (text: string) => (intentName.test(text) ? text : undefined),
});
