import type { google } from '@google-cloud/firestore-api/protos';
import { checkDocument, checkFields } from './check-declared.ts';
import type { Collection } from './declare-collection.ts';
import { encodeFields, fromVersion } from './firestore-values.ts';
import type { Version, Write } from './store.ts';

type Encoded = google.firestore.v1.IWrite;

/** Returns the deletion of a document in the form of Firestore's protocol. */
export function toDeletion(name: string, version: Version | undefined) {
  return {
    delete: name,
    ...(version && { currentDocument: { updateTime: fromVersion(version) } }),
  };
}

/**
 * Returns a write in the form of Firestore's protocol. Without a mask of fields, the write replaces
 * the whole document.
 * @throws for a field that is not declared, or of another type
 */
export function toWrite(collection: Collection, name: string, write: Write): Encoded {
  if (write.kind === 'delete') return toDeletion(name, write.version);
  (write.kind === 'update' ? checkFields : checkDocument)(collection, write.data);
  const update = { name, fields: encodeFields(collection, write.data) };
  if (write.kind === 'put') return { update };
  if (write.kind === 'create') return { update, currentDocument: { exists: false } };
  const { version } = write;
  const currentDocument = version ? { updateTime: fromVersion(version) } : { exists: true };
  if (write.kind === 'replace') return { update, currentDocument };
  return { update, updateMask: { fieldPaths: Object.keys(write.data) }, currentDocument };
}
