import type { Instant } from '#shared/base/time/instant.ts';
import { decodeErasures, encodeErasures } from '#shared/settings/encode-settings.ts';
import type { StoredDocument, Write } from '#shared/store/store.ts';
import { cancelledErasure } from '../erasure.ts';

/** The writes that mark an erasure as cancelled and remove its fence. */
export function cancellationWrites(
  { ref, data, version }: StoredDocument,
  fences: StoredDocument | undefined,
  now: Instant,
): Write[] {
  const told: Write = { kind: 'replace', ref, data: cancelledErasure(data, now), version };
  if (fences === undefined) return [told];
  const left = decodeErasures(fences.data).filter(({ erasure }) => erasure !== ref.id);
  const erasures = encodeErasures(left);
  return [
    told,
    {
      kind: 'replace',
      ref: fences.ref,
      data: { ...fences.data, erasures },
      version: fences.version,
    },
  ];
}
