import { defineFilters, oneOf } from '../parts/filters/define-filters.ts';
import { lights } from './confidence-light.ts';

/** Intents are named by those who train the classifier. A name that begins with a letter is nobody’s number. */
const intentName = /^[A-Za-z][A-Za-z0-9_.:/-]{0,127}$/;

/** Filters of the page that stand in its address. */
export const nluFilters = defineFilters({
  tab: oneOf(['accuracy']),
  confidence: oneOf(lights),
  going: oneOf(['tomorrow']),
  intent: (text: string) => (intentName.test(text) ? text : undefined),
});
