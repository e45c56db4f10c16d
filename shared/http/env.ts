import type { EntryPlace } from '#shared/manager-log/entry-place.ts';
import type { Context } from '#shared/records/context.ts';
import type { OriginLookup } from '#shared/settings/origin-lookup.ts';
import type { RequestLimits } from './guards/limit-requests.ts';
import type { AnsweringRoute } from './route/personal.ts';

/** What callers are held to; without it nothing is limited, and no other origin allowed. */
export type Guards = {
  readonly limits?: RequestLimits;
  readonly origins?: OriginLookup;
  /** Proxies of one's own before the platform's front end; none unless told. */
  readonly trustedProxies?: number;
};

/** What a request carries through the app. */
export type AppEnv = {
  Variables: {
    requestId: string;
    /** Code of the problem that was answered, for the log. */
    problemCode?: string;
    /** Logs an error that can no longer become an answer. */
    reportError: (error: unknown) => void;
    guards: Guards;
    /** Set by `admitCaller`. */
    isCallerKnown?: true;
    /** Whether a page of one of the tenant's own origins sends the request. */
    isOwnOrigin?: true;
    /** The route that will answer; none where nothing is served. */
    route?: AnsweringRoute;
    /** Where the entries stand that the request has left in manager logs, for the log; set by `bearWitness`. */
    entryPlaces?: readonly EntryPlace[];
    /** Set by `nameFields`. */
    fieldsAsked?: string;
    /** Notes a change by the fields that were named; a route whose change tells of fields calls it before it does anything. */
    noteChange?: () => Promise<void>;
    /** Set by {@link requireCaller}. */
    ctx: Context;
  };
};
