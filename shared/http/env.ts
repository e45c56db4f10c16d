import type { Context } from '../records/context.ts';

/** What a request carries through the app. */
export type AppEnv = {
  Variables: {
    requestId: string;
    /** Code of the problem that was answered, for the log. */
    problemCode?: string;
    /** Logs an error that can no longer become an answer. */
    reportError: (error: unknown) => void;
    /** Set by {@link requireCaller}. */
    ctx: Context;
  };
};
