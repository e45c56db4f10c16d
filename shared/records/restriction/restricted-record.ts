import { formatInstant, type Instant, microsPerDay } from '#shared/base/time/instant.ts';
import type { Category } from '#shared/categories/define-category.ts';
import { basisField } from '#shared/categories/stored-names.ts';
import { strayMicros } from '#shared/settings/late-writes.ts';
import { categoryRuleOf } from '#shared/settings/live-rule.ts';
import { expiryAfter } from '#shared/settings/retention.ts';
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

/** A restricted record is shown as ending if it expires within 14 days. */
export const endingDays = 14;

/** The reference of a record while it is restricted. The restriction does not change its id. */
export function restrictedRef(tenant: string, category: Category, id: string): DocumentRef {
  return { tenant, collection: restrictedId(category.id), id };
}

/**
 * A restricted record in the form that it would have in the collection of its category. Its
 * ciphertexts can be decrypted only with the reference in the category's collection.
 */
export function asRecord(category: Category, document: StoredDocument): StoredDocument {
  const names = new Set(Object.keys(restrictionFields));
  const kept = Object.entries(document.data).filter(([name]) => !names.has(name));
  const ref = { ...document.ref, collection: category.id };
  return { ...document, ref, data: Object.fromEntries(kept) };
}

/** The stored facts about a restriction. */
export function restrictionOf(ground: Ground, now: Instant): DocumentData {
  const { kept } = allGrounds[ground];
  return { restricted_at: now, restriction_ground: ground, restriction_kept: kept };
}

/**
 * The data of a record that moves to another collection. If the tenant has shortened the retention,
 * the move itself shortens the expiry. The sweep that shortens expiries reads one collection after
 * the other, so it could miss a record that moves meanwhile. Like the sweep, the move also shortens
 * the expiry of a record that a writer with the old settings stored a little after the shortening.
 */
export function shortenedData(
  { settings }: WithSettings,
  category: Category,
  data: DocumentData,
): DocumentData {
  const basis = data[basisField(category)] as Instant;
  const ends = settings.shortenings
    .filter((each) => each.category === category.id && basis <= each.upTo + strayMicros)
    .map((each) => expiryAfter(each, settings, category, basis));
  return { ...data, expires_at: Math.min(data['expires_at'] as Instant, ...ends) };
}

/**
 * The writes that move a record into the collection of restricted records. Their commit fails if
 * the record has changed since it was read.
 */
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

/**
 * True if a document from the collection of restricted records is live. Then callers who may see
 * restrictions can see it.
 */
export function isRestricted(
  ctx: WithSettings & { readonly now: () => Instant },
  category: Category,
  document: StoredDocument | undefined,
): document is StoredDocument {
  return isLive(document, categoryRuleOf(ctx, category));
}

/** A restriction in the form of the API's answer, with the record's id but none of its content. */
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
    /** The day on which the person was last informed that a restriction would be lifted. */
    ...(toldOn !== undefined && { lift_told_on: toldOn }),
  };
}
