import { isAdmittedBy } from '#shared/access/watch-scopes.ts';
import { formatInstant, type Instant } from '#shared/base/time/instant.ts';
import { raffleParticipations } from '#shared/categories/raffle-participations.ts';
import { aesName, bcryptName } from '#shared/categories/stored-names.ts';
import type { Context } from '#shared/records/context.ts';
import { openRecord } from '#shared/records/open-record.ts';
import type { ClearRecord, Fields } from '#shared/records/record.ts';
import { sealRecord } from '#shared/records/seal-record.ts';
import { liveRuleOf } from '#shared/settings/live-rule.ts';
import { isLive } from '#shared/store/live.ts';
import type { DocumentData, DocumentRef, StoredDocument } from '#shared/store/store.ts';
import { raffleWinners } from './collections.ts';
import type { ReplacementReason } from './verification/draw-format.ts';

const idLength = 32;

/**
 * Returns the lookup hash of the email, which identifies the person of a stored participation or
 * winner.
 */
export function personOf(data: DocumentData): string {
  return data[bcryptName('email')] as string;
}

/**
 * Returns the document reference of the winner's copy that a person can have in a raffle. There is
 * only one such document for each person and raffle, so nobody wins twice. Its id is a keyed hash,
 * calculated from the stored hash of the email. So the email need not be decrypted.
 */
export async function winnerRef(
  ctx: Context,
  raffleId: string,
  person: string,
): Promise<DocumentRef> {
  const hash = await ctx.lookup.mark(ctx.tenant, 'raffle-winner', [raffleId, person]);
  return { tenant: ctx.tenant, collection: raffleWinners.id, id: hash.slice(0, idLength) };
}

/** The facts about a win. */
export type Win = {
  readonly drawnAt: Instant;
  readonly drawId?: string;
  /** The place in the draw. The winner that was drawn first has 1. */
  readonly rank?: number;
  /** Set when another entrant has replaced this winner. */
  readonly replaced?: { readonly at: Instant; readonly reason: ReplacementReason };
};

/**
 * Encrypts the winner's copy of a participation. If `record` and `stored` have the same value in a
 * field, the copy gets the stored lookup hash.
 */
export async function sealWinner(
  ctx: Context,
  ref: DocumentRef,
  record: ClearRecord,
  stored: { readonly fields: Fields; readonly data: DocumentData },
  win: Win,
): Promise<DocumentData> {
  const copy = { ...record, id: ref.id };
  const collection = raffleWinners.id;
  // `winner_id` is the copy's own id, so the copy does not need it as a field.
  const { winner_id: _place, ...sealed } = await sealRecord(
    ctx,
    raffleParticipations,
    copy,
    [],
    stored,
    collection,
  );
  return {
    ...sealed,
    participation_id: record.id,
    drawn_at: win.drawnAt,
    ...(win.drawId !== undefined && { draw_id: win.drawId }),
    ...(win.rank !== undefined && { rank: win.rank }),
    ...(win.replaced !== undefined && replacedData(win.replaced)),
  };
}

/** The fields about the replacement in a winner's copy. */
export function replacedData({ at, reason }: NonNullable<Win['replaced']>): DocumentData {
  return { replaced_at: at, replaced_reason: reason };
}

/** The facts about the win of a stored winner. */
export function winOf({ data }: StoredDocument): Win {
  return {
    drawnAt: data['drawn_at'] as Instant,
    ...(data['draw_id'] !== undefined && { drawId: data['draw_id'] as string }),
    ...(data['rank'] !== undefined && { rank: data['rank'] as number }),
    ...(data['replaced_at'] !== undefined && {
      replaced: {
        at: data['replaced_at'] as Instant,
        reason: data['replaced_reason'] as ReplacementReason,
      },
    }),
  };
}

/**
 * Finds the winner's copy of a stored participation. There is no copy if the participation has not
 * won.
 */
export async function findCopy(
  ctx: Context,
  { ref, data }: StoredDocument,
): Promise<StoredDocument | undefined> {
  if (data['outcome'] !== 'won') return undefined;
  const usual = await winnerRef(ctx, data['raffle_id'] as string, personOf(data));
  const id = data['winner_id'] as string | undefined;
  const refs = [usual, ...(id === undefined ? [] : [{ ...usual, id }])];
  const found = await ctx.store.getAll(refs);
  return found.find((each) => each?.data['participation_id'] === ref.id);
}

/** The names of the encrypted fields in a stored copy. */
function personalNames(data: DocumentData): string[] {
  const { fields } = raffleParticipations;
  return Object.entries(fields).flatMap(([name, field]) =>
    field.atRest === 'aes' && aesName(name) in data ? [name] : [],
  );
}

/**
 * Renders a winner for an answer. Callers who may not read the category in clear get the names of
 * the personal fields instead of their values.
 * @throws DecryptionError
 */
export async function renderWinner(ctx: Context, winner: StoredDocument) {
  const { ref, data } = winner;
  const known = {
    id: ref.id,
    raffle_id: data['raffle_id'] as string,
    ...(data['draw_id'] !== undefined && { draw_id: data['draw_id'] as string }),
    ...(data['rank'] !== undefined && { rank: data['rank'] as number }),
    ...(data['prize'] !== undefined && { prize: data['prize'] as string }),
    participation_id: data['participation_id'] as string,
    participated_at: formatInstant(data['created_at'] as Instant),
    drawn_at: formatInstant(data['drawn_at'] as Instant),
    ...(data['replaced_at'] !== undefined && {
      replaced_at: formatInstant(data['replaced_at'] as Instant),
      replaced_reason: data['replaced_reason'] as ReplacementReason,
    }),
    expires_at: formatInstant(data['expires_at'] as Instant),
  };
  if (!isAdmittedBy(ctx.scopes, `${raffleParticipations.id}:read`))
    return { ...known, masked: personalNames(data) };
  return { ...known, ...(await openPersonal(ctx, winner)) };
}

/**
 * Decrypts the winner's personal values, from the copy.
 * @throws DecryptionError
 */
export async function openPersonal(ctx: Context, winner: StoredDocument) {
  const { fields } = await openRecord(ctx, raffleParticipations, winner);
  const { raffle_id: _raffle, outcome: _outcome, prize: _prize, ...personal } = fields;
  return personal as { readonly [field: string]: string };
}

/** Reads winners by their document references. `live` contains the ids of the live winners. */
export async function findWinners(
  ctx: Context,
  refs: readonly DocumentRef[],
): Promise<{
  readonly found: readonly (StoredDocument | undefined)[];
  readonly live: Set<string>;
}> {
  const found = refs.length === 0 ? [] : await ctx.store.getAll(refs);
  const rule = liveRuleOf(ctx, raffleWinners);
  const live = found.filter((document) => isLive(document, rule));
  return { found, live: new Set(live.map(({ ref }) => ref.id)) };
}
