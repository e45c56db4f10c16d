import type { Context as HonoContext } from 'hono';
import type { AppEnv } from '../env.ts';
import type { Body } from '../read/body.ts';
import type { Idempotency } from '../read/idempotency.ts';
import type { Query } from '../read/read-query.ts';
import type { Admission } from './admission.ts';
import type { Personal } from './personal.ts';

/** A `POST` declares how it treats `Idempotency-Key`. The other methods are safe to repeat. */
type Method =
  | { readonly method: 'POST'; readonly idempotency: Idempotency }
  | { readonly method: 'GET' | 'PUT' | 'PATCH' | 'DELETE'; readonly idempotency?: never };

/** The headers of preconditions that a route can check. */
export type Evaluated = 'If-Match' | 'If-None-Match';

/** The preconditions that a route checks when it changes a record. */
export const stateOfRecord = ['If-Match', 'If-None-Match'] as const satisfies readonly Evaluated[];

/**
 * The declaration of a route. Only `conditional` has a default. If another part is missing, the
 * declaration does not compile. Tests compare the declarations with the description of the API, the
 * access table and the manager log.
 */
export type Declaration = Method & {
  /** The path in the form of the router: `/v1/customers/:id`. */
  readonly path: string;
  readonly admission: Admission<unknown>;
  readonly query: Query<unknown>;
  readonly body: Body<unknown>;
  readonly personal: Personal;
  /** The preconditions that the route checks itself. All other preconditions are refused. */
  readonly conditional?: readonly Evaluated[];
};

/** The parts of a request, parsed as the route has declared. */
export type Asked<Q, B, A> = {
  readonly query: Q;
  readonly body: B;
  /** Undefined if the request has no `Idempotency-Key`, or if the route is `repeatable`. */
  readonly idempotencyKey: string | undefined;
  /** The result of the route's check of the caller, see {@link Admission}. */
  readonly admitted: A;
};

/** A route: its declaration, and the handler that answers. */
export type Route<P extends string, Q, B, A> = Method & {
  readonly path: P;
  readonly admission: Admission<A>;
  readonly query: Query<Q>;
  readonly body: Body<B>;
  readonly personal: Personal;
  readonly conditional?: readonly Evaluated[];
  readonly handle: (
    c: HonoContext<AppEnv, P>,
    asked: Asked<Q, B, A>,
  ) => Response | Promise<Response>;
};
