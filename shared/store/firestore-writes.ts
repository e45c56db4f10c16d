import type { google } from '@google-cloud/firestore-api/protos';
import { checkDocument, checkFields } from './check-declared.ts';
import type { Collection } from './declare-collection.ts';
import { encodeFields, fromVersion } from './firestore-values.ts';
import type { Version, Write } from './store.ts';

type Encoded = google.firestore.v1.IWrite;

/**
 * Encodes the deletion of a document for Firestore's protocol. If a version is given, Firestore
 * deletes the document only if it still has this version.
 */
export function toDeletion(name: string, version: Version | undefined) {
  return {
    delete: name,
    ...(version && { currentDocument: { updateTime: fromVersion(version) } }),
  };
}

/**
 * Encodes a write for Firestore's protocol. Only an update has a mask of fields. Every other write
 * replaces the whole document.
 * @throws if a field is not declared or has the wrong type, or if a declared expiry is missing
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
