import type { Instant } from '#shared/base/time/instant.ts';
import type { Context } from '#shared/records/context.ts';
import { openRecord } from '#shared/records/open-record.ts';
import type { Fields } from '#shared/records/record.ts';
import { asRecord } from '#shared/records/restriction/restricted-record.ts';
import { restrictedId } from '#shared/store/restricted-collection.ts';
import type { StoredDocument } from '#shared/store/store.ts';
import { DecryptionError } from '#shared/vault/decryption-error.ts';
import { besideOf, plainOf, type Shown } from '../shown.ts';

/** A document of a person as an archive shows it. */
export type ShownRecord = {
  readonly id: string;
  readonly createdAt: Instant;
  readonly expiresAt: Instant;
  /**
   * Everything it holds, in the order of its declaration. Encrypted fields are missing if they
   * cannot be decrypted.
   */
  readonly fields: Fields;
  readonly isReadable: boolean;
};

/**
 * A document at the place that its ciphertexts name. A restricted record opens for its original
 * place.
 */
function placed({ category }: Shown, document: StoredDocument): StoredDocument {
  const isRestricted = document.ref.collection === restrictedId(category.id);
  return isRestricted ? asRecord(category, document) : document;
}

/**
 * Opens a document for its person. One that cannot be decrypted is shown with what is not encrypted of
 * it, and said to be unreadable.
 */
export async function openShown(
  ctx: Context,
  shown: Shown,
  document: StoredDocument,
): Promise<ShownRecord> {
  const known = {
    id: document.ref.id,
    createdAt: document.data['created_at'] as Instant,
    expiresAt: document.data['expires_at'] as Instant,
  };
  const beside = besideOf(shown, document);
  try {
    const { fields, apart } = await openRecord(ctx, shown.category, placed(shown, document));
    return { ...known, fields: { ...fields, ...apart, ...beside }, isReadable: true };
  } catch (error) {
    if (!(error instanceof DecryptionError)) throw error;
    return { ...known, fields: { ...plainOf(shown, document), ...beside }, isReadable: false };
  }
}
