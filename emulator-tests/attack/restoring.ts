import type { DocumentReference } from '@google-cloud/firestore';
import { owningClient } from './owning-client.ts';
import type { Victim } from './victim.ts';

/** Runs a deed that changes a document, then restores the document for the next thief. */
export async function restoring(
  victim: Victim,
  document: Pick<DocumentReference, 'path' | 'firestore'>,
  deed: () => Promise<boolean>,
): Promise<boolean> {
  const own = owningClient(victim, document.firestore.databaseId).doc(document.path);
  const before = (await own.get()).data();
  try {
    return await deed();
  } finally {
    if (before === undefined) await own.delete();
    else await own.set(before);
  }
}
