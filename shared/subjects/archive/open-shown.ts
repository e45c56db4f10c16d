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
   * All its fields, in the order of their declaration. If encrypted fields cannot be decrypted,
   * they are missing.
   */
  readonly fields: Fields;
  readonly isReadable: boolean;
};

/**
 * The document at the place to which its ciphertexts are bound. For a restricted record this is its
 * original place.
 */
function placed({ category }: Shown, document: StoredDocument): StoredDocument {
  const isRestricted = document.ref.collection === restrictedId(category.id);
  return isRestricted ? asRecord(category, document) : document;
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
