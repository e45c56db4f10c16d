import type { google } from '@google-cloud/firestore-api/protos';
import { chunksOf } from './chunks-of.ts';
import { isTransient, translateWrite } from './firestore-errors.ts';
import type { RetryDeps } from './retry.ts';
import { WriteConflict } from './store.ts';

type Deletion = google.firestore.v1.IWrite & { readonly delete: string };

/** The largest number of writes that Firestore accepts in one call. */
const writesMax = 500;
const attemptsMax = 3;
/** A deletion without a status counts as failed (INTERNAL). */
const missingCode = 13;
const pauseMs = 1_000;

export type DeleteDeps = RetryDeps & {
  /**
   * Sends writes that do not depend on each other. The answer contains a status for each write, in
   * the same order.
   */
  readonly send: (writes: Deletion[]) => Promise<google.firestore.v1.IBatchWriteResponse>;
  /**
   * True if `deleteDocuments` pauses for a second after each 500 documents. Firestore advises to
   * begin with this rate
   * (https://firebase.google.com/docs/firestore/best-practices#ramping_up_traffic). Each call of
   * `deleteDocuments` counts only its own documents.
   */
  readonly throttleDeletes: boolean;
};

/**
 * Deletes documents independently of each other. If a document does not meet its precondition, it
 * stays. A deletion with a transient error is sent up to three times. Each call of `send` has its
 * own deadline.
 * @returns how many were deleted
 * @throws the first error that is not a conflict. If a call of `send` fails, no further call is
 * sent
 */
export async function deleteDocuments(
  deps: DeleteDeps,
  deletions: readonly Deletion[],
): Promise<number> {
  const errors: Error[] = [];
  let deleted = 0;
  // Firestore refuses a call that writes a document twice.
  let left = [...new Map(deletions.map((each) => [each.delete, each])).values()];
  for (let attempt = 1; left.length > 0; attempt += 1) {
    const again: Deletion[] = [];
    if (attempt > 1) await deps.sleep(pauseMs * attempt * deps.random());
    for (const [at, chunk] of chunksOf(left, writesMax).entries()) {
      if (at > 0 && deps.throttleDeletes) await deps.sleep(pauseMs);
      const { status } = await deps.send(chunk);
      for (const [place, deletion] of chunk.entries()) {
        const code = status?.[place]?.code ?? missingCode;
        if (code === 0) deleted += 1;
        else if (isTransient(code) && attempt < attemptsMax) again.push(deletion);
        else errors.push(translateWrite({ code }));
      }
    }
    left = again;
  }
  const failure = errors.find((error) => !(error instanceof WriteConflict));
  if (failure !== undefined) throw failure;
  return deleted;
}
