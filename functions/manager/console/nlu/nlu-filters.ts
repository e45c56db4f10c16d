import { defineFilters, oneOf } from '../parts/filters/define-filters.ts';
import { lights } from './confidence-light.ts';

/**
 * The form of an intent's name. The people who train the classifier choose these names, so a name
 * may stand in the page's URL. A phone number does not match, because a name begins with a letter.
 */
const intentName = /^[A-Za-z][A-Za-z0-9_.:/-]{0,127}$/;

/** Filters that are part of the page's URL. */
export const nluFilters = defineFilters({
  tab: oneOf(['accuracy']),
  confidence: oneOf(lights),
  going: oneOf(['tomorrow']),
  intent: (text: string) => (intentName.test(text) ? text : undefined),
});
