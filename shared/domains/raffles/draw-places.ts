import type { DocumentData } from '#shared/store/store.ts';
import type { Place, ReplacementReason } from './verification/draw-format.ts';

/**
 * A place of a draw. The place of a replacement also contains the id of the replacement's own draw.
 */
export type StoredPlace = Place & { readonly draw_id?: string };

/**
 * Writes a place as one text: position and entrant. If the place belongs to a replacement, the text
 * also contains the replaced place, the reason, and the id of the replacement's own draw.
 */
function encode({ position, entrant, replaces, reason, draw_id: drawId }: StoredPlace): string {
  const won = `${position}.${entrant}`;
  return replaces === undefined ? won : `${won}.${replaces}.${reason}.${drawId}`;
}

/** The stored form of places: one text for each place. */
export function encodePlaces(places: readonly StoredPlace[]): readonly string[] {
  return places.map(encode);
}

/** The places of a stored draw. */
export function placesIn(data: DocumentData): StoredPlace[] {
  const stored = (data['places'] as readonly string[] | undefined) ?? [];
  return stored.map((text, at) => {
    const [position, entrant = '', replaces, reason, drawId = ''] = text.split('.');
    const won = { place: at + 1, position: Number(position), entrant };
    if (replaces === undefined) return won;
    const why = { replaces: Number(replaces), reason: reason as ReplacementReason };
    return { ...won, ...why, draw_id: drawId };
  });
}
