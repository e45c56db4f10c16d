import type { Context as HonoContext } from 'hono';
import type { AppEnv } from '../env.ts';

/** What kind of body a route takes, and how it is read. */
export type Body<B> = {
  readonly mediaType:
    | 'application/json'
    | 'text/csv'
    | 'application/x-ndjson'
    | 'multipart/form-data'
    | 'none';
  /** Another media type that says of the same bytes how they are meant. */
  readonly alsoAs?: 'application/merge-patch+json';
  /** Whether a request without a body is refused. */
  readonly required: boolean;
  /** Bytes that it may have at most; of a form, the file in it. */
  readonly bytesMax: number;
  /** @throws Problem when it is too large, or none of its kind */
  readonly read: (c: HonoContext<AppEnv>) => B | Promise<B>;
};

/** No body is read; one that comes is ignored. */
export const noBody: Body<undefined> = {
  mediaType: 'none',
  required: false,
  bytesMax: 0,
  read: () => undefined,
};
