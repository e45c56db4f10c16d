import type { Instant } from '#shared/base/time/instant.ts';
import { decodeDecisions, encodeDecisions, profileRef } from '#shared/settings/encode-settings.ts';
import type { Decisions, ErasureFence } from '#shared/settings/settings.ts';
import type { DocumentData, DocumentRef, StoredDocument } from '#shared/store/store.ts';

/** A change that an older copy of the database does not contain. */
export type Deed =
  /**
   * Documents are deleted, together with their marks, links and files. A restore finds the marks,
   * links and files through the documents.
   */
  | { readonly kind: 'deletion'; readonly documents: readonly DocumentRef[] }
  /**
   * A person or a conversation is erased. The deed contains the facts for the receipt, but nothing
   * by which the person could be found.
   */
  | { readonly kind: 'erasure'; readonly erasure: DocumentRef; readonly data: DocumentData }
  /** A consent is withdrawn, together with other consents of its type from the same person. */
  | {
      readonly kind: 'withdrawal';
      readonly consent: DocumentRef;
      readonly others: readonly DocumentRef[];
      /** The instant of the withdrawal, in RFC 3339, as in the consents. */
      readonly at: string;
    }
  /** A code of a pool is given out or redeemed. */
  | { readonly kind: 'use'; readonly code: DocumentRef; readonly poolId: string }
  /** A pool of codes is closed for good, and its unused codes are deleted. */
  | { readonly kind: 'closing'; readonly pool: DocumentRef; readonly at: Instant }
  /** The earlier values of a customer are deleted. The present values are kept. */
  | { readonly kind: 'history'; readonly record: DocumentRef }
  /** Records are restricted, or the ground of their restriction changes. */
  | {
      readonly kind: 'restriction';
      readonly records: readonly DocumentRef[];
      /** One of `allGrounds`. */
      readonly ground: string;
    }
  /**
   * A restriction is lifted. A restore then does not repeat restrictions of the record that are
   * earlier than this deed.
   */
  | { readonly kind: 'lifting'; readonly record: DocumentRef }
  /** Encrypted fields of a record are corrected. An older copy would show the wrong values. */
  | { readonly kind: 'correction'; readonly record: DocumentRef; readonly at: Instant }
  /**
   * A caller makes the expiry of a record earlier, or changes this expiry again. An older copy has
   * another expiry.
   */
  | {
      readonly kind: 'expiry';
      readonly record: DocumentRef;
      readonly expiresAt: Instant;
      /** The record's `expiry_moved_at` after the deed. */
      readonly at: Instant;
    }
  /**
   * The erasure of a category or a tenant is accepted and waits for its cooling-off time. The deed
   * contains the document of the erasure, and the fence.
   */
  | {
      readonly kind: 'acceptance';
      readonly erasure: DocumentRef;
      readonly data: DocumentData;
      readonly fence: ErasureFence;
    }
  /** The winners' copies of participations are deleted, and the participations are kept. */
  | { readonly kind: 'win'; readonly participations: readonly DocumentRef[] }
  /**
   * A tenant schedules a change with a cooling-off time. The details are in the tenant's profile,
   * which is stored in another database.
   */
  | { readonly kind: 'waiting'; readonly tenant: string }
  /**
   * A tenant's decision about all records of a category. A restore repeats the decision if it was
   * stored in the tenant's profile, or if the profile does not exist any more.
   */
  | { readonly kind: 'decision'; readonly tenant: string; readonly decisions: Decisions }
  /**
   * A category or a tenant is erased, or a decision about all records of a category is carried out.
   * A restore repeats this deed even if no profile contains the decision.
   */
  | {
      readonly kind: 'clearance';
      /** The document of the erasure, if the deed belongs to an erasure. */
      readonly erasure?: DocumentRef;
      /** The fields of this document when the erasure was accepted. */
      readonly data?: DocumentData;
      readonly decisions: Decisions;
    };

/** An entry as it was read from the ledger. */
export type LedgerEntry = {
  readonly tenant: string;
  readonly id: string;
  readonly at: Instant;
  /**
   * The instant at which the entry was written: by the database's clock if the database states it,
   * otherwise by the clock of the process that wrote the entry. If a record has several deeds, this
   * instant decides their order.
   */
  readonly writtenAt: Instant;
  readonly deed: Deed;
};

type Accepted = { readonly data: DocumentData; readonly fence: ErasureFence };

/** The fields of an entry that describe its deed. */
export type DeedData = {
  readonly kind: string;
  readonly paths: readonly string[];
  readonly terms: readonly string[];
};

function pathOf({ collection, id }: DocumentRef): string {
  return `${collection}/${id}`;
}

/** Encodes a deed as the fields of an entry. */
export function encodeDeed(deed: Deed): DeedData {
  const { kind } = deed;
  switch (kind) {
    case 'deletion':
      return { kind, paths: deed.documents.map(pathOf), terms: [] };
    case 'erasure':
      return { kind, paths: [pathOf(deed.erasure)], terms: [JSON.stringify(deed.data)] };
    case 'withdrawal':
      return { kind, paths: [deed.consent, ...deed.others].map(pathOf), terms: [deed.at] };
    case 'use':
      return { kind, paths: [pathOf(deed.code)], terms: [deed.poolId] };
    case 'win':
      return { kind, paths: deed.participations.map(pathOf), terms: [] };
    case 'closing':
      return { kind, paths: [pathOf(deed.pool)], terms: [String(deed.at)] };
    case 'history':
      return { kind, paths: [pathOf(deed.record)], terms: [] };
    case 'restriction':
      return { kind, paths: deed.records.map(pathOf), terms: [deed.ground] };
    case 'lifting':
      return { kind, paths: [pathOf(deed.record)], terms: [] };
    case 'correction':
      return { kind, paths: [pathOf(deed.record)], terms: [String(deed.at)] };
    case 'expiry':
      return {
        kind,
        paths: [pathOf(deed.record)],
        terms: [String(deed.expiresAt), String(deed.at)],
      };
    case 'acceptance': {
      const { data, fence } = deed;
      return { kind, paths: [pathOf(deed.erasure)], terms: [JSON.stringify({ data, fence })] };
    }
    case 'waiting':
      return { kind, paths: [pathOf(profileRef(deed.tenant))], terms: [] };
    case 'decision':
      return { kind, paths: [pathOf(profileRef(deed.tenant))], terms: termsOf(deed.decisions) };
    case 'clearance': {
      const paths = deed.erasure === undefined ? [] : [pathOf(deed.erasure)];
      const told = deed.data === undefined ? [] : [`${erasureMark}${JSON.stringify(deed.data)}`];
      return { kind, paths, terms: [...termsOf(deed.decisions), ...told] };
    }
  }
}

type EncodedDecisions = {
  readonly fences: readonly string[];
  readonly shortenings: readonly string[];
};

const fenceMark = 'fence:';
const shorteningMark = 'shortening:';
const erasureMark = 'erasure:';
const asFence = (text: string) => `${fenceMark}${text}`;
const asShortening = (text: string) => `${shorteningMark}${text}`;

function termsOf(decisions: Decisions): string[] {
  const { fences, shortenings } = encodeDecisions(decisions) as EncodedDecisions;
  return [...fences.map(asFence), ...shortenings.map(asShortening)];
}

function decisionsIn(terms: readonly string[]): Decisions {
  const marked = (mark: string) =>
    terms.flatMap((term) => (term.startsWith(mark) ? [term.slice(mark.length)] : []));
  return decodeDecisions({ fences: marked(fenceMark), shortenings: marked(shorteningMark) });
}

/**
 * True if a profile contains at least one of an entry's decisions. Then the profile was changed, so
 * the decisions have taken effect or will take effect.
 */
export function isNamedBy({ data }: StoredDocument, { terms }: Pick<DeedData, 'terms'>): boolean {
  const { fences, shortenings } = data as EncodedDecisions;
  const named = new Set([...fences.map(asFence), ...shortenings.map(asShortening)]);
  return terms.some((term) => named.has(term));
}

/**
 * The instant of the last change of a record's expiry for which the ledger has an entry. Undefined
 * if callers never made the expiry earlier.
 */
export function expiryMovedAt({ data }: Pick<StoredDocument, 'data'>): Instant | undefined {
  return data['expiry_moved_at'] as Instant | undefined;
}

/**
 * True if a record got the expiry that an entry contains, or if a caller has changed the expiry
 * after that.
 */
export function isMovedBy(record: StoredDocument, { terms }: Pick<DeedData, 'terms'>): boolean {
  return (expiryMovedAt(record) ?? 0) >= Number(terms[1]);
}

/** References to the documents that an entry names. */
export function refsIn({ ref, data }: Pick<StoredDocument, 'ref' | 'data'>): DocumentRef[] {
  return (data['paths'] as readonly string[]).map((path) => {
    const [collection = '', id = ''] = path.split('/');
    return { tenant: ref.tenant, collection, id };
  });
}

function deedIn(entry: StoredDocument): Deed | undefined {
  const { kind, terms } = entry.data as DeedData;
  const documents = refsIn(entry);
  const [first, ...others] = documents;
  const [term = ''] = terms;
  if (kind === 'deletion') return { kind, documents };
  if (kind === 'win') return { kind, participations: documents };
  const { tenant } = entry.ref;
  if (kind === 'decision') return { kind, tenant, decisions: decisionsIn(terms) };
  if (kind === 'waiting') return { kind, tenant };
  if (kind === 'restriction') return { kind, records: documents, ground: term };
  if (kind === 'clearance') {
    const told = terms.find((each) => each.startsWith(erasureMark))?.slice(erasureMark.length);
    const data = told === undefined ? undefined : (JSON.parse(told) as DocumentData);
    const decisions = decisionsIn(terms);
    return { kind, decisions, ...(first && { erasure: first }), ...(data && { data }) };
  }
  if (first === undefined) return undefined;
  if (kind === 'erasure') return { kind, erasure: first, data: JSON.parse(term) as DocumentData };
  if (kind === 'withdrawal') return { kind, consent: first, others, at: term };
  if (kind === 'use') return { kind, code: first, poolId: term };
  if (kind === 'closing') return { kind, pool: first, at: Number(term) };
  if (kind === 'lifting') return { kind, record: first };
  if (kind === 'correction') return { kind, record: first, at: Number(term) };
  if (kind === 'expiry')
    return { kind, record: first, expiresAt: Number(term), at: Number(terms[1]) };
  if (kind === 'acceptance') return { kind, erasure: first, ...(JSON.parse(term) as Accepted) };
  return kind === 'history' ? { kind, record: first } : undefined;
}

/**
 * The inverse of {@link encodeDeed}. The result is undefined if the entry contains no deed, for
 * example because it cancels another entry.
 */
export function readEntry(entry: StoredDocument): LedgerEntry | undefined {
  const { ref, data, times } = entry;
  const deed = deedIn(entry);
  const at = data['at'] as Instant;
  return deed && { tenant: ref.tenant, id: ref.id, at, writtenAt: times?.created ?? at, deed };
}
