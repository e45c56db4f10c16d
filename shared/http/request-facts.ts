import { AsyncLocalStorage } from 'node:async_hooks';

/** What names the request that a log line belongs to: its id, and its trace where it has one. */
export type RequestFacts = { readonly [field: string]: string };

const current = new AsyncLocalStorage<RequestFacts>();

/** Does the work of a request. Every line that is logged meanwhile names the request. */
export function inRequest<T>(facts: RequestFacts, work: () => T): T {
  return current.run(facts, work);
}

/** What names the request under way; nothing outside of one. */
export function requestFacts(): RequestFacts {
  return current.getStore() ?? {};
}
