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
import { openShown, type ShownRecord, withholdShown } from './open-shown.ts';
import type { Snapshot } from './snapshot.ts';
import type { Waiting } from './waiting.ts';

/** The documents of a person in one collection, the oldest first. */
export type Group = { readonly shown: Shown; readonly documents: readonly StoredDocument[] };

/** A file of a person in the archive, and whether it is complete. */
export type EnclosedFile = { readonly name: string; readonly isWhole: boolean };

/** The data and dependencies with which the files of one archive are made. */
export type ArchiveRun = {
  readonly ctx: Context;
  readonly right: Right;
  readonly language: Language;
  readonly madeAt: Instant;
  /** The kinds of identifiers by which the caller searched for the person. */
  readonly askedBy: readonly string[];
  /** True if the request contains only conversations and no person. */
  readonly isOfConversations: boolean;
  readonly particulars: Particulars;
  readonly groups: readonly Group[];
  readonly conversations: readonly FoundConversation[];
  readonly lookedAt: readonly LookedAt[];
  /** The person's imported lines that are not records yet. */
  readonly waiting: readonly Waiting[];
  /**
   * The references of the documents with the personal details of open requests. They are read only
   * when the archive shows the requests.
   */
  readonly requestPersons: readonly DocumentRef[];
  readonly snapshot: Snapshot;
  /** The ids of documents whose encrypted fields are withheld, because of the rights of others. */
  readonly withheld: ReadonlySet<string>;
  /** Paths of documents that could not be decrypted, so that each is reported only once. */
  readonly unreadable: Set<string>;
  /**
   * The files in the archive, by the paths of their documents. They are known before the tables are
   * written.
   */
  readonly files: Map<string, EnclosedFile>;
};

/** A record with its document. */
export type MetRecord = { readonly record: ShownRecord; readonly document: StoredDocument };

/**
 * Yields the records of a group, one by one. If the client reads slowly, this takes long. So the
 * caller's right is checked again before each record. Records that expired, were hidden by a fence
 * or were deleted meanwhile are left out.
 * @throws Problem if the right has ended
 */
export async function* readGroup(
  { ctx, right, snapshot, unreadable, withheld }: ArchiveRun,
  { shown, documents }: Group,
): AsyncGenerator<MetRecord, void> {
  const look = keepRenewed(ctx, right);
  const open = async (document: StoredDocument): Promise<MetRecord> => {
    if (withheld.has(document.ref.id)) return { record: withholdShown(shown, document), document };
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
