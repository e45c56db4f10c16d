import type { Instant } from '#shared/base/time/instant.ts';
import type { StoredDocument, Write } from '#shared/store/store.ts';

/**
 * Takes what is encrypted out of an entry, as erasing a manager as a person does: who it was and where from. What
 * was done stays, and so does the chain, because it holds a digest of the content and not the content.
 */
export function blankEntry({ ref, data, version }: StoredDocument, now: Instant): Write {
  const kept = Object.entries(data).filter(([, value]) => !(value instanceof Uint8Array));
  return {
    kind: 'replace',
    ref,
    data: { ...Object.fromEntries(kept), blanked_at: now },
    version,
  };
}
