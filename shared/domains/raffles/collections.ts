import { raffleParticipations } from '#shared/categories/raffle-participations.ts';
import { categoryCollection, newestFirst } from '#shared/store/category-collection.ts';
import { type Collection, expiryFields } from '#shared/store/declare-collection.ts';
import type { Order } from '#shared/store/store.ts';

/**
 * Sorts winners: the winner that was drawn last comes first. The order must contain every time
 * field that a query for live winners may compare.
 */
export const latestDrawnFirst: readonly Order[] = [
  { field: 'drawn_at', direction: 'desc' },
  { field: 'expires_at', direction: 'desc' },
  { field: 'created_at', direction: 'desc' },
];

/**
 * Sorts raffles, the newest first. The order must contain every time field that a query for live
 * raffles may compare.
 */
export const newestRaffleFirst: readonly Order[] = [
  ...newestFirst,
  { field: 'ends_at', direction: 'desc' },
];

/**
 * A raffle is needed until its end, so its expiry is calculated from its end. A shortened retention
 * applies to all raffles that were created before the tenant chose it, including running raffles.
 */
const livesFromEnd = { fence: 'created_at', basis: 'ends_at', chosen: 'created_at' } as const;
const livesFromCreation = { fence: 'created_at', basis: 'created_at' } as const;

/**
 * Plain fields of a participation, in addition to the fields of the category. `unique_marks`
 * contains the id of the mark by which the raffle's policy limits the person's participations.
 * `winner_id` is the id of the winner's copy, and is set only if the copy does not have its usual
 * id. This happens if a person has won twice with two spellings of the email. Then the copy of the
 * other win already has the usual id.
 */
export const participationFields: Collection['fields'] = { unique_marks: 'ids', winner_id: 'id' };

const category = raffleParticipations.id;
const records = categoryCollection(raffleParticipations);

/** Giveaways and instant wins, which people enter. */
export const raffles: Collection = {
  id: 'raffles',
  title: { de: 'Gewinnspiele', en: 'Raffles' },
  database: 'mayfly',
  category,
  lifeFields: livesFromEnd,
  personal: {
    de: 'ein frei gewählter Name, der eine Person nennen kann',
    en: 'a freely chosen name, which may name a person',
  },
  subject: { nobody: 'the tenant’s own name for the raffle; free text is not searched' },
  expiry: {
    by: 'ttl',
    source: {
      de: 'Ende des Gewinnspiels + Aufbewahrungsdauer der Kategorie',
      en: 'the end of the raffle + retention of the category',
    },
  },
  fields: {
    created_at: 'instant',
    ...expiryFields,
    name_aes: 'sealed',
    dek: 'id',
    enc: 'number',
    kind: 'id',
    policy: 'id',
    starts_at: 'instant',
    ends_at: 'instant',
    chance: 'number',
    prizes: 'ids',
  },
  queries: [{ equal: [], orderBy: newestRaffleFirst }],
};

/**
 * The stock of an instant win. Each prize has its own document, so that winners of different prizes
 * do not conflict.
 */
export const rafflePrizes: Collection = {
  id: 'raffle_prizes',
  title: { de: 'Gewinne der Sofortgewinnspiele', en: 'Prizes of instant wins' },
  database: 'mayfly',
  category,
  lifeFields: livesFromEnd,
  personal: null,
  subject: { nobody: 'numbers' },
  expiry: { by: 'ttl', source: { de: 'mit dem Gewinnspiel', en: 'its raffle' } },
  fields: {
    created_at: 'instant',
    ...expiryFields,
    ends_at: 'instant',
    raffle_id: 'id',
    prize: 'id',
    quantity: 'number',
    awarded: 'number',
  },
  queries: [],
};

/**
 * Draws: the announcement, the seed, and the entrant of each place. Only the winners' copies show
 * who was drawn. A replacement of a winner is a separate draw, which contains the id of the draw
 * that it continues.
 */
export const raffleDraws: Collection = {
  id: 'raffle_draws',
  title: { de: 'Ziehungen', en: 'Draws' },
  database: 'mayfly',
  category,
  lifeFields: livesFromCreation,
  personal: null,
  subject: { nobody: 'numbers, hashes and tokens; only the copies of winners show who was drawn' },
  expiry: {
    by: 'ttl',
    source: {
      de: 'Erstellung + Aufbewahrungsdauer der Kategorie; bis dahin sind alle ihre Gewinner abgelaufen',
      en: 'created + retention of the category; by then all winners of the draw have expired',
    },
  },
  fields: {
    created_at: 'instant',
    ...expiryFields,
    raffle_id: 'id',
    count: 'number',
    drawn: 'number',
    drawn_at: 'instant',
    entrants: 'number',
    entrants_sha256: 'proof',
    seed_sha256: 'proof',
    commitment: 'proof',
    /** Set only until the winners are drawn. */
    seed_aes: 'sealed',
    dek: 'id',
    enc: 'number',
    /** Set only after the winners are drawn. */
    seed: 'proof',
    public_value: 'id',
    places: 'ids',
    /**
     * Only in a replacement: the id of the draw that it continues, the new winner's place in that
     * draw, the place of the replaced winner, and the reason.
     */
    root_id: 'id',
    place: 'number',
    replaces: 'number',
    reason: 'id',
  },
  queries: [{ equal: ['raffle_id'], orderBy: newestFirst }],
};

/** The lists of entrants of announced draws, in parts. */
export const raffleEntrants: Collection = {
  id: 'raffle_entrants',
  title: { de: 'Lose der Ziehungen', en: 'Entrants of draws' },
  database: 'mayfly',
  category,
  lifeFields: livesFromCreation,
  personal: {
    de: 'je Teilnahme ein Kennzeichen, das ohne Schlüssel niemanden nennt und nach ihrer Löschung zu niemandem mehr führt',
    en: 'a token for each entry, which identifies nobody without the key, and nobody at all after the entry is deleted',
  },
  subject: { nobody: 'tokens of random ids, which lead to nothing after the entry is deleted' },
  expiry: { by: 'ttl', source: { de: 'mit der Ziehung', en: 'its draw' } },
  fields: { created_at: 'instant', ...expiryFields, raffle_id: 'id', rows: 'packed' },
  queries: [],
};

/**
 * Winners: copies of the participations that won. Each copy is encrypted separately. The id is a
 * keyed hash of raffle and person, so no person wins twice. `created_at` and `expires_at` have the
 * values of the participation, so the copy expires together with the participation.
 */
export const raffleWinners: Collection = {
  id: 'raffle_winners',
  title: { de: 'Gewinnerinnen und Gewinner', en: 'Winners' },
  database: 'mayfly',
  category,
  lifeFields: livesFromCreation,
  personal: {
    de: 'eine Kopie der Teilnahme, die gewonnen hat',
    en: 'a copy of the participation that won',
  },
  subject: records.subject,
  expiry: {
    by: 'ttl',
    source: {
      de: 'mit der Teilnahme, deren Kopie es ist',
      en: 'the participation of which it is a copy',
    },
  },
  fields: {
    ...records.fields,
    participation_id: 'id',
    draw_id: 'id',
    drawn_at: 'instant',
    rank: 'number',
    replaced_at: 'instant',
    replaced_reason: 'id',
    /** Set while the participation is restricted. */
    restricted: 'boolean',
  },
  queries: [
    { equal: ['raffle_id'], orderBy: latestDrawnFirst },
    { equal: ['draw_id'], orderBy: latestDrawnFirst },
  ],
};

/** The collections of raffles, without the collection of participations. */
export const raffleCollections: readonly Collection[] = [
  raffles,
  rafflePrizes,
  raffleDraws,
  raffleEntrants,
  raffleWinners,
];
