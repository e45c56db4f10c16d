import type { Instant } from '#shared/base/time/instant.ts';
import type { Context } from '#shared/records/context.ts';
import { openRecord } from '#shared/records/open-record.ts';
import type { Fields } from '#shared/records/record.ts';
import { asRecord } from '#shared/records/restriction/restricted-record.ts';
import { restrictedId } from '#shared/store/restricted-collection.ts';
import type { StoredDocument } from '#shared/store/store.ts';
import { DecryptionError } from '#shared/vault/decryption-error.ts';
import { besideOf, plainOf, type Shown } from '../shown.ts';

/** A document of a person, in the form in which an archive shows it. */
export type ShownRecord = {
  readonly id: string;
  readonly createdAt: Instant;
  readonly expiresAt: Instant;
  /**
   * All fields of the document, in the order of their declaration. Encrypted fields are missing if
   * they are withheld or cannot be decrypted.
   */
  readonly fields: Fields;
  readonly isReadable: boolean;
  /** True if the archive withholds the encrypted fields, because of the rights of others. */
  readonly isWithheld: boolean;
};

/**
 * The document with the reference for which its fields were encrypted. For a restricted record,
 * this is the reference that the record had before the restriction.
 */
function placed({ category }: Shown, document: StoredDocument): StoredDocument {
  const isRestricted = document.ref.collection === restrictedId(category.id);
  return isRestricted ? asRecord(category, document) : document;
}

function timesOf({ ref, data }: StoredDocument) {
  const [createdAt, expiresAt] = [data['created_at'] as Instant, data['expires_at'] as Instant];
  return { id: ref.id, createdAt, expiresAt };
}

/**
 * Shows a document without its encrypted fields, because they are withheld. The document is not
 * decrypted.
 */
export function withholdShown(shown: Shown, document: StoredDocument): ShownRecord {
  const fields = { ...plainOf(shown, document), ...besideOf(shown, document) };
  return { ...timesOf(document), fields, isReadable: true, isWithheld: true };
}

/**
 * Decrypts a document for an archive. If this fails, only its unencrypted fields are shown, and it
 * is marked as unreadable.
 */
export async function openShown(
  ctx: Context,
  shown: Shown,
  document: StoredDocument,
): Promise<ShownRecord> {
  const known = { ...timesOf(document), isWithheld: false };
  const beside = besideOf(shown, document);
  try {
    const { fields, apart } = await openRecord(ctx, shown.category, placed(shown, document));
    return { ...known, fields: { ...fields, ...apart, ...beside }, isReadable: true };
  } catch (error) {
    if (!(error instanceof DecryptionError)) throw error;
    return { ...known, fields: { ...plainOf(shown, document), ...beside }, isReadable: false };
  }
}
