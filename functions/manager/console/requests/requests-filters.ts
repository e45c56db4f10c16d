import { defineFilters, oneOf } from '../parts/filters/define-filters.ts';

/** The tabs of the page, each with its own URL. */
export const requestViews = ['desk', 'person', 'erasures', 'receipts', 'restricted'] as const;

export const requestStates = [
  'open',
  'due_soon',
  'overdue',
  'waiting',
  'completed',
  'refused',
] as const;

export const requestKinds = [
  'withdrawal',
  'access',
  'rectification',
  'erasure',
  'restriction',
  'portability',
  'objection',
] as const;

export type RequestKind = (typeof requestKinds)[number];

/**
 * Values that the page's URL may contain. Only these fixed values are accepted, so none is
 * personal.
 */
export const requestsFilters = defineFilters({
  view: oneOf(requestViews),
  state: oneOf(requestStates),
  kind: oneOf(requestKinds),
});

export type RequestsSearch = ReturnType<typeof requestsFilters.validateSearch>;
