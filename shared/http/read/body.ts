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
  /** A second accepted media type, with which the same bytes have another meaning. */
  readonly alsoAs?: 'application/merge-patch+json';
  /** Whether a request without a body is refused. */
  readonly required: boolean;
  /** The largest size in bytes; for a form, that of its file. */
  readonly bytesMax: number;
  /** @throws Problem when it is too large, or of another kind */
  readonly read: (c: HonoContext<AppEnv>) => B | Promise<B>;
};

/** The route reads no body. If a body is sent, it is ignored. */
export const noBody: Body<undefined> = {
  mediaType: 'none',
  required: false,
  bytesMax: 0,
  read: () => undefined,
};
