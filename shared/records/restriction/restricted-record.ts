import { formatInstant, type Instant, microsPerDay } from '#shared/base/time/instant.ts';
import type { Category } from '#shared/categories/define-category.ts';
import { basisField } from '#shared/categories/stored-names.ts';
import { categoryRuleOf } from '#shared/settings/live-rule.ts';
import { shortenedExpiry } from '#shared/settings/retention.ts';
import type { WithSettings } from '#shared/settings/settings.ts';
import { isLive } from '#shared/store/live.ts';
import { restrictedId, restrictionFields } from '#shared/store/restricted-collection.ts';
import {
  createOrReplace,
  type DocumentData,
  type DocumentRef,
  type StoredDocument,
  type Write,
} from '#shared/store/store.ts';
import { allGrounds, type Ground } from './restriction-ground.ts';

/** From how many days before its expiry on a restricted record is told of as ending. */
export const endingDays = 14;

/** Where a record lies while it is restricted: under its own id. */
export function restrictedRef(tenant: string, category: Category, id: string): DocumentRef {
  return { tenant, collection: restrictedId(category.id), id };
}

/**
 * A restricted record as it lay in its category. Its ciphertexts name that place, so they open only
 * there.
 */
export function asRecord(category: Category, document: StoredDocument): StoredDocument {
  const names = new Set(Object.keys(restrictionFields));
  const kept = Object.entries(document.data).filter(([name]) => !names.has(name));
  const ref = { ...document.ref, collection: category.id };
  return { ...document, ref, data: Object.fromEntries(kept) };
}

/** What a restriction is noted by. */
export function restrictionOf(ground: Ground, now: Instant): DocumentData {
  const { kept } = allGrounds[ground];
  return { restricted_at: now, restriction_ground: ground, restriction_kept: kept };
}

/**
 * A record as it moves. The sweep that carries out a shorter retention looks into one collection after the other,
 * so it could miss one that moves meanwhile: whatever is in force reaches it here.
 */
export function shortenedData(
  { settings }: WithSettings,
  category: Category,
  data: DocumentData,
): DocumentData {
  const basis = data[basisField(category)] as Instant;
  const ends = settings.shortenings
    .filter((each) => each.category === category.id && basis <= each.upTo)
    .map((each) => shortenedExpiry(basis, each));
  return { ...data, expires_at: Math.min(data['expires_at'] as Instant, ...ends) };
}

/** The writes that move a record into the collection of restricted ones, in the state it was read in. */
export function restrictionWrites(
  category: Category,
  { ref, data, version }: StoredDocument,
  restriction: DocumentData,
  inTheWay: StoredDocument | undefined,
): Write[] {
  const place = restrictedRef(ref.tenant, category, ref.id);
  return [
    { kind: 'delete', ref, version },
    createOrReplace(place, { ...data, ...restriction }, inTheWay),
  ];
}

/** Whether a restricted record is still there for those who may see that it is. */
export function isRestricted(
  ctx: WithSettings & { readonly now: () => Instant },
  category: Category,
  document: StoredDocument | undefined,
): document is StoredDocument {
  return isLive(document, categoryRuleOf(ctx, category));
}

/** A restriction as interfaces answer it: that there is a record, why it is restricted, and until when. */
export function renderRestriction(now: Instant, { ref, data }: StoredDocument) {
  const ground = data['restriction_ground'] as Ground;
  const expiresAt = data['expires_at'] as Instant;
  const kept = data['restriction_kept'] as boolean;
  const toldOn = data['lift_told_on'] as string | undefined;
  return {
    id: ref.id,
    ground,
    article: allGrounds[ground].article,
    kept,
    restricted_at: formatInstant(data['restricted_at'] as Instant),
    expires_at: formatInstant(expiresAt),
    ending: expiresAt <= now + endingDays * microsPerDay,
    /** When the person was told of the last time that it was lifted. */
    ...(toldOn !== undefined && { lift_told_on: toldOn }),
  };
}
