import { AsyncLocalStorage } from 'node:async_hooks';

/** The facts that connect a log line with its request: its id, and its trace if there is one. */
export type RequestFacts = { readonly [field: string]: string };

const current = new AsyncLocalStorage<RequestFacts>();

/** Runs the work of a request. Every line that is logged meanwhile names the request. */
export function inRequest<T>(facts: RequestFacts, work: () => T): T {
  return current.run(facts, work);
}

/** The facts of the running request; nothing if no request is running. */
export function requestFacts(): RequestFacts {
  return current.getStore() ?? {};
}
