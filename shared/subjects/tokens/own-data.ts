import * as z from 'zod';
import { rightTo } from '#shared/access/scope.ts';
import { parse } from '#shared/base/problems/parse.ts';
import { Problem } from '#shared/base/problems/problem.ts';
import { formatInstant, type Instant } from '#shared/base/time/instant.ts';
import { languages, type Texts } from '#shared/categories/texts.ts';
import type { Context } from '#shared/records/context.ts';
import { holdsRecordsOf } from '#shared/store/restricted-collection.ts';
import type { StoredDocument } from '#shared/store/store.ts';
import { archiveKinds } from '../archive/archive-request.ts';
import {
  type ArchiveRights,
  makeArchive,
  type RequestedArchive,
} from '../archive/export-subject.ts';
import { type Erased, eraseAsked } from '../erase-subject.ts';
import type { FoundDocument } from '../find-subject.ts';
import { keepingOf, keepingOfFound } from '../keeping.ts';
import { planOf } from '../plan.ts';
import { findLive } from '../preview-subject.ts';
import { encodeSalt } from '../receipts/verification/commitment.ts';
import { type Stay, staysOf } from '../stays.ts';
import type { SubjectWorld } from '../subject-world.ts';
import { subjectTokens } from './collections.ts';
import type { TokenHolder } from './find-token.ts';
import { saltOf } from './token-text.ts';

type Holder = Pick<TokenHolder, 'grant' | 'secret'>;

/**
 * With a token, a person cannot erase restricted records that are kept for the person or as a
 * proof. To have such records erased, the person must ask the tenant.
 */
const keeping = keepingOf({});

/**
 * Persons get all data about themselves, also restricted records. But an archive that would contain
 * restricted records is refused if a member who may not see them gave the token.
 */
function ownRights({ grant }: Holder): ArchiveRights {
  return {
    any: rightTo('subjects'),
    restricted: () => {
      if (!grant.seesRestricted) throw new Problem('archive-restricted');
    },
  };
}

const keysOf = ({ grant }: Holder) => ({ hashes: grant.hashes, conversations: [] });

/** The number of documents, and the latest instant at which one of them expires. */
function countOf(documents: readonly FoundDocument[]) {
  const ends = documents.map(({ document }) => document.data['expires_at'] as Instant);
  return { count: documents.length, kept_until: formatInstant(Math.max(...ends)) };
}

export type OwnData = {
  readonly plan: string;
  readonly expires_at: string;
  readonly categories: readonly {
    readonly category: string;
    readonly title: Texts;
    readonly purpose: Texts;
    readonly count: number;
    readonly kept_until: string;
  }[];
  /**
   * The number of documents that are not records, such as an open request. Tokens are not counted.
   */
  readonly beside: number;
  /**
   * The number of conversations that also identify somebody else. In such a conversation, only
   * documents that identify the person are shown and erased.
   */
  readonly shared_conversations: number;
  readonly stays: readonly Stay[];
};

/**
 * Previews the stored data of a token's holder: how many records of each category are stored, and
 * until when. The numbers include restricted records, and records that an erasure would keep. In
 * conversations that also identify somebody else, only documents that identify the holder are
 * counted.
 */
export async function previewOwnData(
  ctx: Context,
  world: SubjectWorld,
  holder: Holder,
): Promise<OwnData> {
  const keys = keysOf(holder);
  const found = await findLive(ctx, world, keys, undefined);
  const kept = keepingOfFound(keeping, found, keys, world.collections);
  const isRecord = ({ document: { ref } }: FoundDocument) =>
    world.categories.some((category) => holdsRecordsOf(category, ref.collection));
  const others = found.documents.filter(
    (each) => !isRecord(each) && each.document.ref.collection !== subjectTokens.id,
  );
  return {
    plan: await planOf(ctx, found, kept),
    expires_at: formatInstant(holder.grant.expiresAt),
    categories: world.categories.flatMap(({ id, title, purpose }) => {
      const own = found.documents.filter(({ document: { ref } }) =>
        holdsRecordsOf({ id }, ref.collection),
      );
      return own.length === 0 ? [] : [{ category: id, title, purpose, ...countOf(own) }];
    }),
    beside: others.length,
    shared_conversations: found.conversations.filter(({ shared }) => shared).length,
    stays: staysOf(found, kept),
  };
}

const ownArchiveSchema = z.strictObject({
  kind: z.enum(archiveKinds),
  language: z.enum(languages),
});

/**
 * Makes an archive for the holder of a token, in the form in which the tenant would send it. For
 * German the CSV files use semicolons, because German spreadsheets expect them.
 * @throws Problem `validation-failed`, `archive-restricted`; KeyServiceUnavailable, KeyDenied
 */
export async function exportOwnData(
  ctx: Context,
  world: SubjectWorld,
  holder: Holder,
  body: unknown,
): Promise<RequestedArchive> {
  const { kind, language } = parse(ownArchiveSchema, body);
  const { askedBy } = holder.grant;
  const asked = { keys: keysOf(holder), askedBy, kind, language };
  const archive = await makeArchive(ctx, world, ownRights(holder), asked);
  const separator = language === 'de' ? 'semicolon' : 'comma';
  return { archive, password: undefined, csv: { format: 'spreadsheet', separator } };
}

export const ownErasureSchema = z.strictObject({
  /**
   * The plan from the preview. If the plan has changed since the preview, for example because data
   * was added, nothing is erased.
   */
  plan: z
    .string()
    .regex(/^[0-9a-f]{64}$/)
    .optional(),
  confirm: z.literal(true),
});

/**
 * Erases the data of a token's holder, as an erasure by the tenant does. The token is erased too,
 * but an accepted erasure continues without it.
 * @throws Problem `validation-failed`, `plan-changed`, `idempotency-…`, `contention`
 */
export async function eraseOwnData(
  ctx: Context,
  world: SubjectWorld,
  holder: Holder,
  request: { readonly body: unknown; readonly idempotencyKey: string | undefined },
): Promise<Erased & { readonly erasure: StoredDocument }> {
  const { plan } = parse(ownErasureSchema, request.body);
  const { grant, secret } = holder;
  const asked = {
    keys: keysOf(holder),
    askedBy: grant.askedBy,
    commitment: grant.commitment,
    salt: encodeSalt(saltOf(secret)),
    authenticatedBy: grant.authenticatedBy,
    conversations: undefined,
    plan,
    keeping,
  };
  const { idempotencyKey: key } = request;
  const body = { hashes: grant.hashes, plan };
  return eraseAsked(ctx, world, { key, body, ask: async () => asked, isUntilDone: true });
}
