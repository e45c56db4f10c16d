import { createHash } from 'node:crypto';
import { formatInstant, type Instant } from '#shared/base/time/instant.ts';
import type { DocumentData, StoredDocument } from '#shared/store/store.ts';
import { placesIn, type StoredPlace } from './draw-places.ts';
import {
  type Announced,
  commitmentText,
  type Drawn,
  resultText,
} from './verification/draw-format.ts';

function sha256(text: string, encoding: 'hex' | 'base64url'): string {
  return createHash('sha256').update(text, 'utf8').digest(encoding);
}

/** Returns the hash of a seed. The announcement of a draw contains this hash. */
export function hashSeed(seed: string): string {
  return sha256(seed, 'hex');
}

/** Returns the commitment of a draw: one hash of everything that is announced before the draw. */
export function commitTo(announced: Announced): string {
  return sha256(commitmentText(announced), 'base64url');
}

/** Returns the announcement of a stored draw. */
export function announcedOf({ ref, data }: Pick<StoredDocument, 'ref' | 'data'>): Announced {
  return {
    raffle_id: data['raffle_id'] as string,
    draw_id: ref.id,
    committed_at: formatInstant(data['created_at'] as Instant),
    count: data['count'] as number,
    entrants: data['entrants'] as number,
    entrants_sha256: data['entrants_sha256'] as string,
    seed_sha256: data['seed_sha256'] as string,
  };
}

/** The published facts of a finished draw. */
export function drawnOf(
  data: DocumentData,
): Omit<Drawn, 'places'> & { readonly places: readonly StoredPlace[] } {
  const publicValue = data['public_value'] as string | undefined;
  return {
    seed: data['seed'] as string,
    ...(publicValue !== undefined && { public_value: publicValue }),
    places: placesIn(data),
  };
}

/** Returns one hash of a draw's result. The result includes all replacements so far. */
export function resultOf({ data }: Pick<StoredDocument, 'data'>): string {
  return sha256(resultText(data['commitment'] as string, drawnOf(data)), 'base64url');
}
