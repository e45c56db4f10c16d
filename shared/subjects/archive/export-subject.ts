import { maySeeRestricted, type Right, rightTo } from '#shared/access/scope.ts';
import { parse } from '#shared/base/problems/parse.ts';
import { Problem } from '#shared/base/problems/problem.ts';
import type { Instant } from '#shared/base/time/instant.ts';
import type { Language } from '#shared/categories/texts.ts';
import type { Context } from '#shared/records/context.ts';
import type { CsvOptions } from '#shared/records/export-options.ts';
import { restrictedId } from '#shared/store/restricted-collection.ts';
import type { StoredDocument } from '#shared/store/store.ts';
import { readParticulars } from '#shared/tenants/particulars/seal-particulars.ts';
import { findLive } from '../preview-subject.ts';
import { requestPersons } from '../requests/collections.ts';
import { hasRestricted } from '../restricted-found.ts';
import { shownIn } from '../shown.ts';
import { hashSought, namesOf } from '../sought.ts';
import { isOfConversations, type SubjectKeys } from '../subject-keys.ts';
import type { SubjectWorld } from '../subject-world.ts';
import type { Archive } from './archive.ts';
import { archiveEntries } from './archive-entries.ts';
import { newArchiveId } from './archive-id.ts';
import {
  type ArchiveKind,
  archiveSchema,
  isOfPeriod,
  isOfRecord,
  periodArchiveSchema,
  recordArchiveSchema,
} from './archive-request.ts';
import { findPeriod, type Period, rightToPeriod } from './find-period.ts';
import { findRecord, type RecordNamed } from './find-record.ts';
import { findLookedAt } from './looked-at.ts';
import { openShown } from './open-shown.ts';
import type { ArchiveRun, Group } from './run.ts';
import type { ArchiveAbout } from './signature/archive-statement.ts';
import { createSnapshot, type Snapshot } from './snapshot.ts';
import { waitingIn } from './waiting.ts';

/** What an archive is about: a person, one record, or the records of a period. */
type ArchiveOf =
  | {
      readonly keys: SubjectKeys;
      /**
       * The ids of the conversations that the archive includes. By default the archive includes the
       * conversations in which nobody else is identified.
       */
      readonly conversations?: readonly string[] | undefined;
    }
  | { readonly record: RecordNamed }
  | { readonly period: Period };

/** What an archive is about, and the choices of the caller. */
export type ArchiveInput = ArchiveOf & {
  /** The kinds of identifiers by which the caller searched for the person. */
  readonly askedBy: readonly string[];
  readonly kind: ArchiveKind | 'period';
  readonly language: Language;
  /** The ids of records whose encrypted fields are withheld (Art. 15(4), 20(4)). */
  readonly withhold?: readonly string[] | undefined;
};

function findAll(ctx: Context, world: SubjectWorld, of: ArchiveOf, keep: Snapshot['keep']) {
  if ('record' in of) return findRecord(ctx, world, of.record, keep);
  if ('period' in of) return findPeriod(ctx, world, of.period, keep);
  return findLive(ctx, world, of.keys, of.conversations, keep);
}

/** The rights that a caller must have until the whole archive is sent. */
export type ArchiveRights = {
  readonly any: Right;
  /** The caller also needs this right if the archive contains restricted records. */
  readonly restricted: Right;
};

/**
 * The rights for archives that callers request. Only owners, data protection officers and API keys
 * with the scope `tenant` get restricted records.
 */
const callerRights: ArchiveRights = {
  any: rightTo('subjects'),
  restricted({ scopes }) {
    if (!maySeeRestricted(scopes)) throw new Problem('archive-restricted');
  },
};

function all(...rights: readonly Right[]): Right {
  return (caller) => {
    for (const right of rights) right(caller);
  };
}

/**
 * Returns the ids of the records whose text is withheld. An id that belongs to no record in the
 * archive is refused. Otherwise a typing error in an id would disclose the text.
 * @throws Problem `validation-failed`
 */
function withheldIn(
  { withhold = [] }: ArchiveInput,
  shown: readonly StoredDocument[],
): ReadonlySet<string> {
  const known = new Set(shown.map(({ ref }) => ref.id));
  const errors = withhold.flatMap((id, at) =>
    known.has(id)
      ? []
      : [{ pointer: `/withhold/${at}`, rule: 'the id of a record that the archive contains' }],
  );
  if (errors.length > 0) throw new Problem('validation-failed', { errors });
  return new Set(withhold);
}

/** Returns what the signature states about an archive. */
function aboutOf({ ctx: { tenant }, withheld }: ArchiveRun, input: ArchiveInput): ArchiveAbout {
  const { kind, askedBy } = input;
  const about = {
    tenant,
    kind,
    asked_by: askedBy,
    ...(withheld.size > 0 && { withheld: withheld.size }),
  };
  if (!('period' in input)) return about;
  const { category, created_after = null, created_before = null } = input.period;
  return { ...about, category, created_after, created_before };
}

/**
 * Decrypts one record that is not withheld, before the answer begins. So if the key service is not
 * available, the caller gets an error answer and not a broken archive.
 */
async function tryKeys({ ctx, groups, snapshot, withheld }: ArchiveRun): Promise<void> {
  for (const { shown, documents } of groups) {
    const first = documents.find(({ ref }) => !withheld.has(ref.id));
    if (first === undefined) continue;
    for await (const [again] of snapshot.packs([first]))
      if (again !== undefined) await openShown(ctx, shown, again);
    return;
  }
}

const byAge = (left: Instant, right: Instant) => left - right;

/**
 * Makes an archive of the stored data of a person or a period, or of one record. The search is
 * complete before this function resolves. Each file is made while it is sent. Found documents are
 * not read again if they fit into 8 MiB and are sent within five seconds. Before a record is sent,
 * Mayfly checks that the caller still has the right to the archive. A record that was erased
 * meanwhile is left out.
 * @throws Problem `record-not-found`, `validation-failed` if a period has too many records or if
 * `withhold` contains an unknown id, and the problems that the rights throw; KeyServiceUnavailable,
 * KeyDenied
 */
export async function makeArchive(
  ctx: Context,
  world: SubjectWorld,
  rights: ArchiveRights,
  input: ArchiveInput,
): Promise<Archive> {
  rights.any(ctx);
  const { askedBy, kind, language } = input;
  const snapshot = createSnapshot(ctx);
  const found = await findAll(ctx, world, input, snapshot.keep);
  const right = hasRestricted(found, world) ? all(rights.any, rights.restricted) : rights.any;
  right(ctx);
  const documents = found.documents.map(({ document }) => document);
  const whole = shownIn(world).map((shown): Group => {
    const own = documents.filter(({ ref }) => ref.collection === shown.collection.id);
    const ageOf = (each: (typeof own)[number]) => each.data['created_at'] as Instant;
    return { shown, documents: own.toSorted((one, other) => byAge(ageOf(one), ageOf(other))) };
  });
  // An empty group of restricted records is left out, so the archive does not mention restriction.
  const groups = whole.filter(
    ({ shown: { category, collection }, documents: own }) =>
      own.length > 0 || collection.id !== restrictedId(category.id),
  );
  const shown = groups.flatMap((group) => group.documents);
  const targets = [
    ...shown.map(({ ref }) => ref.id),
    ...found.conversations.filter(({ drawnIn }) => drawnIn).map(({ id }) => id),
  ];
  const run: ArchiveRun = {
    ctx,
    right,
    language,
    madeAt: ctx.now(),
    askedBy,
    isOfConversations: 'keys' in input && isOfConversations(input.keys),
    particulars: (await readParticulars(ctx, ctx.tenant)).particulars,
    groups,
    conversations: found.conversations,
    waiting: waitingIn(world, documents),
    lookedAt: kind === 'access' ? await findLookedAt(ctx, targets) : [],
    requestPersons: documents.filter(({ ref }) => ref.collection === requestPersons.id),
    snapshot,
    withheld: withheldIn(input, shown),
    unreadable: new Set(),
    files: new Map(),
  };
  await tryKeys(run);
  const fileBytes = shown.reduce((sum, { data }) => sum + Number(data['file_bytes'] ?? 0), 0);
  return {
    id: await newArchiveId(ctx),
    about: aboutOf(run, input),
    name: kind,
    madeAt: run.madeAt,
    records: shown.length,
    bytes: snapshot.bytesOf(shown) * 4 + fileBytes,
    entries: archiveEntries(run, kind, world.categories),
  };
}

/** The archive that a caller has requested, and the form in which it is sent. */
export type RequestedArchive = {
  readonly archive: Archive;
  readonly password: string | undefined;
  readonly csv: CsvOptions;
};

/**
 * Makes an archive of a period. The caller needs the scope `subjects`, and the right to export the
 * category.
 */
async function exportPeriod(
  ctx: Context,
  world: SubjectWorld,
  body: unknown,
): Promise<RequestedArchive> {
  const { period, language, password, format, separator } = parse(
    periodArchiveSchema(world.categories),
    body,
  );
  const rights = { ...callerRights, any: all(callerRights.any, rightToPeriod(period)) };
  const request = { period, askedBy: ['period'], kind: 'period', language } as const;
  const archive = await makeArchive(ctx, world, rights, request);
  return { archive, password, csv: { format, separator } };
}

/**
 * Makes the archive of the person, the record or the period that a request states. Each identifier
 * is hashed, which takes about 100 ms.
 * @throws Problem `scope-missing`, `archive-restricted`, `validation-failed`, `record-not-found`;
 * KeyServiceUnavailable, KeyDenied
 */
export async function exportSubject(
  ctx: Context,
  world: SubjectWorld,
  input: { readonly body: unknown },
): Promise<RequestedArchive> {
  callerRights.any(ctx);
  if (isOfPeriod(input.body)) return exportPeriod(ctx, world, input.body);
  if (isOfRecord(input.body)) {
    const { record, kind, language, withhold, password, format, separator } = parse(
      recordArchiveSchema(world.categories),
      input.body,
    );
    const request = { record, askedBy: ['record'], kind, language, withhold };
    const archive = await makeArchive(ctx, world, callerRights, request);
    return { archive, password, csv: { format, separator } };
  }
  const { conversations, kind, language, withhold, password, format, separator, ...sought } = parse(
    archiveSchema,
    input.body,
  );
  const keys = await hashSought(ctx, sought);
  const askedBy = namesOf(sought);
  const request = { keys, askedBy, conversations, kind, language, withhold };
  const archive = await makeArchive(ctx, world, callerRights, request);
  return { archive, password, csv: { format, separator } };
}
