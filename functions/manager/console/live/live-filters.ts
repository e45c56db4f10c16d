import { defineFilters, isoDate, oneOf, plainWord } from '../parts/filters/define-filters.ts';

export const authors = ['customer', 'bot', 'agent'] as const;

/** Filters that are part of the page's URL. */
export const liveFilters = defineFilters({
  author: oneOf(authors),
  experience: plainWord(),
  from: isoDate(),
  to: isoDate(),
  order: oneOf(['goes_first']),
});
