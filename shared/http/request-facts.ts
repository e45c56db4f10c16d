import { AsyncLocalStorage } from 'node:async_hooks';

/** The facts that connect a log line with its request: its id, and its trace if there is one. */
export type RequestFacts = { readonly [field: string]: string };

const current = new AsyncLocalStorage<RequestFacts>();

/**
 * Runs the work of a request. Every line that is logged during the work contains the facts of the
 * request.
 */
export function inRequest<T>(facts: RequestFacts, work: () => T): T {
  return current.run(facts, work);
}

/** Returns the facts of the running request. Outside of a request it returns an empty object. */
export function requestFacts(): RequestFacts {
  return current.getStore() ?? {};
}
