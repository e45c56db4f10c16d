import { keepRenewed } from '#shared/access/renew-caller.ts';
import type { Right } from '#shared/access/scope.ts';
import type { Instant } from '#shared/base/time/instant.ts';
import type { Language } from '#shared/categories/texts.ts';
import type { Context } from '#shared/records/context.ts';
import { handOut } from '#shared/records/hand-out.ts';
import { type DocumentRef, pathOf, type StoredDocument } from '#shared/store/store.ts';
import type { Particulars } from '#shared/tenants/particulars/particulars.ts';
import type { FoundConversation } from '../find-subject.ts';
import type { Shown } from '../shown.ts';
import type { LookedAt } from './looked-at.ts';
import { openShown, type ShownRecord } from './open-shown.ts';
import type { Snapshot } from './snapshot.ts';
import type { Waiting } from './waiting.ts';

/** Documents of a person in one collection, oldest first. */
export type Group = { readonly shown: Shown; readonly documents: readonly StoredDocument[] };

/** A file in the archive. */
export type EnclosedFile = { readonly name: string; readonly isWhole: boolean };

/** The dependencies of making one archive. */
export type ArchiveRun = {
  readonly ctx: Context;
  readonly right: Right;
  readonly language: Language;
  readonly madeAt: Instant;
  /** The kinds of identifiers in the search. */
  readonly askedBy: readonly string[];
  /** Whether the request names a conversation and no person. */
  readonly isOfConversations: boolean;
  readonly particulars: Particulars;
  readonly groups: readonly Group[];
  readonly conversations: readonly FoundConversation[];
  readonly lookedAt: readonly LookedAt[];
  /** The person's imported lines, which are no records yet. */
  readonly waiting: readonly Waiting[];
  /** The persons of open requests that were found. They are read when they are shown. */
  readonly requestPersons: readonly DocumentRef[];
  readonly snapshot: Snapshot;
  /** Paths of documents that cannot be decrypted, so that each is reported once. */
  readonly unreadable: Set<string>;
  /** Enclosed files by the paths of their documents; filled before the tables are written. */
  readonly files: Map<string, EnclosedFile>;
};

/** A record with its document. */
export type MetRecord = { readonly record: ShownRecord; readonly document: StoredDocument };

/**
 * The records of a group, one by one. A slow reader can make this long, so right and rules are
 * checked for each record. Records that have expired, were fenced or deleted meanwhile are omitted.
 * @throws Problem when the right has ended
 */
export async function* readGroup(
  { ctx, right, snapshot, unreadable }: ArchiveRun,
  { shown, documents }: Group,
): AsyncGenerator<MetRecord, void> {
  const look = keepRenewed(ctx, right);
  const open = async (document: StoredDocument): Promise<MetRecord> => {
    const record = await openShown(ctx, shown, document);
    const path = pathOf(document.ref);
    if (!record.isReadable && !unreadable.has(path)) {
      unreadable.add(path);
      ctx.onUnreadable(document.ref);
    }
    return { record, document };
  };
  for await (const pack of snapshot.packs(documents))
    yield* handOut(look, shown.collection, pack, open);
}
