import type { MiddlewareHandler } from 'hono';
import { Problem } from '#shared/base/problems/problem.ts';
import type { AppEnv } from '../env.ts';

/** The milliseconds that a request may take until its answer begins. */
export type Deadlines = {
  readonly ordinary: number;
  /**
   * The limit for a request with a file, CSV or JSON Lines, because such a body may arrive slowly.
   */
  readonly upload: number;
  /** The limit for paths below `/tasks/`. Cloud Scheduler waits at most half an hour. */
  readonly task: number;
};

export const deadlines: Deadlines = { ordinary: 30_000, upload: 120_000, task: 1_800_000 };

/**
 * Answers `deadline-exceeded` if no answer has begun in time. A stream that has begun is not ended,
 * because each of its steps has a deadline. After `deadline-exceeded` the request's work continues,
 * and is not undone. Its calls to the database and the key service have their own deadlines.
 */
export function limitTime(limits: Deadlines): MiddlewareHandler<AppEnv> {
  return async (c, next) => {
    const isUpload = /^(?:multipart\/|text\/csv|application\/x-ndjson)/i.test(
      c.req.header('content-type') ?? '',
    );
    const kind = c.req.path.startsWith('/tasks/') ? 'task' : isUpload ? 'upload' : 'ordinary';
    const { promise: timeUp, reject } = Promise.withResolvers<never>();
    const timer = setTimeout(() => reject(new Problem('deadline-exceeded')), limits[kind]);
    try {
      await Promise.race([next(), timeUp]);
    } finally {
      clearTimeout(timer);
    }
  };
}
