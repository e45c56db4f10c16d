import type { Draw, DrawCreate, RaffleWinner } from '#shared/client/schemas.ts';

export type ReplacementReason = NonNullable<DrawCreate['reason']>;

/** A row of the page: one of the places in a draw, and its winner. */
export type PlaceRow = {
  readonly place: number;
  /** Undefined if the winner’s entry is deleted, expired or restricted: the place stays empty. */
  readonly winner: RaffleWinner | undefined;
  /** The place of the person who replaces this winner, and the reason. */
  readonly replaced: { readonly by: number; readonly reason: ReplacementReason } | undefined;
  /** The place of the winner whom this winner replaces. */
  readonly replaces: number | undefined;
};

/** A draw with its places and the places of its replacements, in order. */
export type FoldedDraw = { readonly draw: Draw; readonly rows: readonly PlaceRow[] };

/**
 * Returns draws with the places of their replacements. The API returns each replacement as a
 * separate draw. This function adds the winner of a replacement to the original draw. If `draws`
 * lacks the original draw, the replacement is listed alone.
 */
export function foldDraws(draws: readonly Draw[]): FoldedDraw[] {
  const shown = new Set(draws.map(({ id }) => id));
  const winners = new Map(
    draws.flatMap(({ id, winners: won }) => won.map((each) => [`${id} ${each.rank}`, each])),
  );
  return draws
    .filter(({ replaces }) => replaces === undefined || !shown.has(replaces.draw_id))
    .map((draw) => {
      const places = draw.places ?? [];
      const rows = places.map(({ place, replaces, draw_id: drawId }): PlaceRow => {
        const next = places.find((each) => each.replaces === place);
        const winner = winners.get(`${drawId ?? draw.id} ${place}`);
        const { reason } = next ?? {};
        const replaced = next && reason && { by: next.place, reason };
        return { place, winner, replaced, replaces };
      });
      if (draw.replaces === undefined) return { draw, rows };
      const [winner] = draw.winners;
      const alone = { place: draw.place ?? 1, winner, replaced: undefined };
      return { draw, rows: [{ ...alone, replaces: draw.replaces.place }] };
    });
}
