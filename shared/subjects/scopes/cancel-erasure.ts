import type { Instant } from '#shared/base/time/instant.ts';
import { decodeErasures, encodeErasures } from '#shared/settings/encode-settings.ts';
import type { StoredDocument, Write } from '#shared/store/store.ts';
import { cancelledErasure } from '../erasure.ts';

/** The writes that tell of an erasure that it was taken back, and take away what it was to hide. */
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
