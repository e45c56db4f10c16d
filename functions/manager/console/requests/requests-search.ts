/** Parts of the page, each with an address of its own. */
export const requestViews = ['desk', 'person', 'erasures', 'receipts', 'restricted'] as const;
export type RequestView = (typeof requestViews)[number];

export const requestStates = [
  'open',
  'due_soon',
  'overdue',
  'waiting',
  'completed',
  'refused',
] as const;
export type RequestState = (typeof requestStates)[number];

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

/** What the address of the page may hold: words of closed lists, so nothing of anybody. */
export type RequestsSearch = {
  readonly view?: RequestView;
  readonly state?: RequestState;
  readonly kind?: RequestKind;
};

function oneOf<T extends string>(values: readonly T[], value: unknown): T | undefined {
  return values.find((each) => each === value);
}

/** Reads the address; what is not declared is dropped. */
export function readRequestsSearch(search: { readonly [name: string]: unknown }): RequestsSearch {
  const view = oneOf(requestViews, search['view']);
  const state = oneOf(requestStates, search['state']);
  const kind = oneOf(requestKinds, search['kind']);
  return { ...(view && { view }), ...(state && { state }), ...(kind && { kind }) };
}
