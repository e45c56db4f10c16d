import type { EntryPlace } from '#shared/manager-log/entry-place.ts';
import type { Context } from '#shared/records/context.ts';
import type { OriginLookup } from '#shared/settings/origin-lookup.ts';
import type { RequestLimits } from './guards/limit-requests.ts';
import type { AnsweringRoute } from './route/personal.ts';

/** Limits and origins of callers; without it nothing is limited, and no other origin is allowed. */
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
    /** Where the request's entries stand in manager logs, for the log line; set by `bearWitness`. */
    entryPlaces?: readonly EntryPlace[];
    /** Set by `nameFields`. */
    fieldsAsked?: string;
    /** Names of the fields that a change sends; set by `addRoute`. */
    fieldsSent?: string;
    /** Notes a change with the named fields. A route whose target is `fields` calls it before it changes anything; `addRoute` does for one that tells the names of fields. */
    noteChange?: () => Promise<void>;
    /** Set by {@link requireCaller}. */
    ctx: Context;
  };
};
