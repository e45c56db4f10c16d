import type { Category } from '#shared/categories/define-category.ts';
import type { Fields } from '#shared/records/record.ts';
import { isUnexpired } from '#shared/store/live.ts';
import { retryOnConflict } from '#shared/store/retry.ts';
import type { StoredDocument } from '#shared/store/store.ts';
import { openPerson } from '#shared/subjects/requests/seal-person.ts';
import { identifyingFields } from '#shared/subjects/sought.ts';
import { DecryptionError } from '#shared/vault/decryption-error.ts';
import { WrappedKeyDamaged } from '#shared/vault/key-wrapper.ts';
import type { LookupRules } from '#shared/vault/lookup-rules.ts';
import { createKeyReader, type LegacyKeyDeps } from '../legacy/legacy-keys.ts';
import { openContent, recordOf } from '../legacy/staged.ts';
import type { RehashContext } from './rehash-context.ts';
import { type RecordRehashed, untouched } from './rehash-record.ts';
import { renewHashes } from './renew-hashes.ts';

/** The decrypted values of a document, and the declarations of its fields. */
type Opened = { readonly declared: Category['fields']; readonly values: Fields };

async function tryOpen(
  ctx: RehashContext,
  document: StoredDocument,
  open: () => Promise<Opened>,
): Promise<Opened | undefined> {
  try {
    return await open();
  } catch (error) {
    if (!(error instanceof DecryptionError || error instanceof WrappedKeyDamaged)) throw error;
    ctx.onUnreadable(document.ref);
    return undefined;
  }
}

/** Updates the lookup hashes of a document that has no marks and no links. */
async function rehashOther(
  ctx: RehashContext,
  rules: LookupRules,
  found: StoredDocument,
  open: (document: StoredDocument) => Promise<Opened>,
): Promise<RecordRehashed> {
  return retryOnConflict(ctx, async (attempt) => {
    const document = attempt === 0 ? found : await ctx.store.get(found.ref);
    if (!isUnexpired(document, ctx.now())) return untouched;
    const opened = await tryOpen(ctx, document, () => open(document));
    if (opened === undefined) return { ...untouched, unopened: 1 };
    const { ref, data, version } = document;
    const { declared, values } = opened;
    const { hashes, refused, kept } = await renewHashes(ctx, declared, rules, values, data);
    const isChanged = Object.keys(hashes).length > 0;
    if (isChanged) await ctx.store.commit([{ kind: 'update', ref, data: hashes, version }]);
    return { ...untouched, refused, kept, rehashed: isChanged ? 1 : 0 };
  });
}

/** Updates the hashes of the person of an open request. */
export function rehashPerson(
  ctx: RehashContext,
  rules: LookupRules,
  found: StoredDocument,
): Promise<RecordRehashed> {
  return rehashOther(ctx, rules, found, async (document) => ({
    declared: identifyingFields,
    values: await openPerson(ctx, document),
  }));
}

/**
 * Makes the function that updates the hashes of an imported line that waits for its migration. A
 * run loads each legacy key of the tenant only once.
 */
export function createLineRehash(
  deps: Pick<LegacyKeyDeps, 'store' | 'wrapper'> & { readonly categories: readonly Category[] },
) {
  const keyOf = createKeyReader(deps);
  return async (
    ctx: RehashContext,
    rules: LookupRules,
    found: StoredDocument,
  ): Promise<RecordRehashed> => {
    const category = deps.categories.find(({ id }) => id === found.data['of_category']);
    if (category === undefined) return untouched;
    return rehashOther(ctx, rules, found, async (document) => {
      const content = await openContent(ctx, document);
      const key = await keyOf(ctx.tenant, content.legacyKey);
      const { fields } = recordOf(category, document.ref.id, content, key);
      return { declared: category.fields, values: fields };
    });
  };
}
