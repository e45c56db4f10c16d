import type { EntryPlace } from '#shared/manager-log/entry-place.ts';
import type { Context } from '#shared/records/context.ts';
import type { OriginLookup } from '#shared/settings/origin-lookup.ts';
import type { RequestLimits } from './guards/limit-requests.ts';
import type { AnsweringRoute } from './route/personal.ts';

/** Limits and origins of callers; without it nothing is limited, and no other origin is allowed. */
export type Guards = {
  readonly limits?: RequestLimits;
  readonly origins?: OriginLookup;
  /** The number of our own proxies before the platform's front end; none by default. */
  readonly trustedProxies?: number;
};

/** Values of a request that the app's layers share. */
export type AppEnv = {
  Variables: {
    requestId: string;
    /** The code of the answered problem, for the log. */
    problemCode?: string;
    /** Logs an error that comes too late for an answer. */
    reportError: (error: unknown) => void;
    guards: Guards;
    /** Set by `admitCaller`. */
    isCallerKnown?: true;
    /** Whether the request comes from a page of one of the tenant's own origins. */
    isOwnOrigin?: true;
    /** The route that will answer; undefined if no route matches. */
    route?: AnsweringRoute;
    /**
     * The places of the request's entries in manager logs, for the log line; set by `bearWitness`.
     */
    entryPlaces?: readonly EntryPlace[];
    /** Set by `nameFields`. */
    fieldsAsked?: string;
    /** Names of the fields that a change sends; set by `addRoute`. */
    fieldsSent?: string;
    /**
     * Notes a change with the named fields. A route whose target is `fields` calls it before it
     * changes anything. For a route that declares its fields, `addRoute` calls it.
     */
    noteChange?: () => Promise<void>;
    /** Set by {@link requireCaller}. */
    ctx: Context;
  };
};
