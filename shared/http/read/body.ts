import type { Context as HonoContext } from 'hono';
import type { AppEnv } from '../env.ts';

/** The kind of body that a route accepts, and how it is read. */
export type Body<B> = {
  readonly mediaType:
    | 'application/json'
    | 'text/csv'
    | 'application/x-ndjson'
    | 'multipart/form-data'
    | 'none';
  /** A second media type that the route accepts for the same body. */
  readonly alsoAs?: 'application/merge-patch+json';
  /** True if a request without a body is refused. */
  readonly required: boolean;
  /** The largest size of the body in bytes, or of the file if the body is a form. */
  readonly bytesMax: number;
  /** @throws Problem if the body is too large, is malformed, or has another media type */
  readonly read: (c: HonoContext<AppEnv>) => B | Promise<B>;
};

/** The route reads no body. If a body is sent, it is ignored. */
export const noBody: Body<undefined> = {
  mediaType: 'none',
  required: false,
  bytesMax: 0,
  read: () => undefined,
};
