import { defineFilters, oneOf } from '../parts/filters/define-filters.ts';
import { lights } from './confidence-light.ts';

/**
 * The form of an intent's name. The people who train the classifier choose these names. A name that
 * begins with a letter is no phone number, so it may stand in the page's URL.
 */
const intentName = /^[A-Za-z][A-Za-z0-9_.:/-]{0,127}$/;

/** Filters that are part of the page's URL. */
export const nluFilters = defineFilters({
  tab: oneOf(['accuracy']),
  confidence: oneOf(lights),
  going: oneOf(['tomorrow']),
  intent: (text: string) => (intentName.test(text) ? text : undefined),
});
