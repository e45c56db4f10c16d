/**
 * The format of draw files, and the first line of three kinds of hashed texts: commitments, scores
 * and results.
 */
export const drawFormat = 'mayfly-draw-1';

/** The reasons for replacing a winner. */
export const replacementReasons = [
  'not_reached',
  'declined',
  'not_eligible',
  'entry_gone',
] as const;
export type ReplacementReason = (typeof replacementReasons)[number];

/** The announcement of a draw. */
export type Announced = {
  readonly raffle_id: string;
  readonly draw_id: string;
  /** RFC 3339. */
  readonly committed_at: string;
  /** The number of winners that the draw should have. */
  readonly count: number;
  /** The number of entrants in the list, and the SHA-256 of its lines in hex. */
  readonly entrants: number;
  readonly entrants_sha256: string;
  /** SHA-256 of the seed’s text, in hex. */
  readonly seed_sha256: string;
};

/** A place of a draw, and the entrant that got it. */
export type Place = {
  /** The number of the place. The first winner has 1. */
  readonly place: number;
  /**
   * The entrant's position in the order of the draw. If another entrant comes before the last
   * winner and has no place, that entrant was skipped.
   */
  readonly position: number;
  readonly entrant: string;
  /** The place whose winner this entrant replaces. */
  readonly replaces?: number;
  readonly reason?: ReplacementReason;
};

/** The published facts of a draw. */
export type Drawn = {
  /** 256 random bits in hex. */
  readonly seed: string;
  /** A value from another source, which nobody knew when the draw was announced. */
  readonly public_value?: string;
  readonly places: readonly Place[];
};

/** The first line of a draw file. */
export type DrawHeader = Announced & {
  readonly format: typeof drawFormat;
  readonly commitment: string;
} & (
    | { readonly state: 'committed' }
    | (Drawn & { readonly state: 'drawn'; readonly result: string })
  );

/** The text whose hash is the commitment of a draw. */
export function commitmentText(draw: Announced): string {
  return [
    drawFormat,
    `raffle ${draw.raffle_id}`,
    `draw ${draw.draw_id}`,
    `committed ${draw.committed_at}`,
    `count ${draw.count}`,
    `entrants ${draw.entrants}`,
    `entrants-sha256 ${draw.entrants_sha256}`,
    `seed-sha256 ${draw.seed_sha256}`,
  ].join('\n');
}

/** The text whose hash decides the order. The entrant with the smallest hash comes first. */
export function scoreText({ seed, public_value }: Omit<Drawn, 'places'>, entrant: string): string {
  return `${drawFormat}\n${seed}\n${public_value ?? ''}\n${entrant}`;
}

function placeLine({ place, position, entrant, replaces, reason }: Place): string {
  const won = `place ${place} position ${position} entrant ${entrant}`;
  return replaces === undefined ? won : `${won} replaces ${replaces} because ${reason}`;
}

/**
 * The text whose hash is published as the result of a draw. It contains all replacements so far.
 */
export function resultText(commitment: string, { seed, public_value, places }: Drawn): string {
  return [
    drawFormat,
    `commitment ${commitment}`,
    `seed ${seed}`,
    `public ${public_value ?? ''}`,
    ...places.map(placeLine),
  ].join('\n');
}

/**
 * The line of an entrant in a draw file. If the entrant's person also has an earlier line, this
 * line also contains the entrant of that person's first line. So everybody sees which entries
 * belong to one person.
 */
export function entrantLine(entrant: string, first: string): string {
  return entrant === first ? entrant : `${entrant}=${first}`;
}
