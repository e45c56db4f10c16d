import type { EntryPlace } from '#shared/manager-log/entry-place.ts';
import type { Context } from '#shared/records/context.ts';
import type { OriginLookup } from '#shared/settings/origin-lookup.ts';
import type { RequestLimits } from './guards/limit-requests.ts';
import type { AnsweringRoute } from './route/personal.ts';

/**
 * The limits for callers, and the origins whose pages may call. By default there are no limits, and
 * no page of another origin may read an answer.
 */
export type Guards = {
  readonly limits?: RequestLimits;
  readonly origins?: OriginLookup;
  /** The number of our own proxies before the platform's front end. By default there are none. */
  readonly trustedProxies?: number;
};

/** The values of a request that the layers of the app share. */
export type AppEnv = {
  Variables: {
    requestId: string;
    /** The code of the problem in the answer, for the log. */
    problemCode?: string;
    /** Logs an unexpected error. The error may also happen after the answer has begun. */
    reportError: (error: unknown) => void;
    guards: Guards;
    /** True after `admitCaller` or `admitPerson` has identified the caller. */
    isCallerKnown?: true;
    /** True if the request comes from a page of one of the tenant's own origins. */
    isOwnOrigin?: true;
    /** The route that will answer. It is undefined if no route matches. */
    route?: AnsweringRoute;
    /**
     * The places of the request's entries in manager logs. `bearWitness` sets them, and the log
     * line of the request contains them.
     */
    entryPlaces?: readonly EntryPlace[];
    /**
     * The target of the entry in the manager log: names of fields, or the number of records and a
     * digest of their ids. `nameFields` or `nameRecords` sets it.
     */
    fieldsAsked?: string;
    /** The names of the fields in the body of a change. `addRoute` sets them. */
    fieldsSent?: string;
    /**
     * Notes a change with the names of its fields in the manager log. A route whose target is
     * `fields` must call this before it changes anything. If a route declares its fields,
     * `addRoute` calls this function.
     */
    noteChange?: () => Promise<void>;
    /** The context of the identified caller. `requireCaller` or the route's admission sets it. */
    ctx: Context;
  };
};
