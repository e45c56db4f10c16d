import { keepRenewed } from '#shared/access/renew-caller.ts';
import type { Right } from '#shared/access/scope.ts';
import type { Instant } from '#shared/base/time/instant.ts';
import type { Language } from '#shared/categories/texts.ts';
import type { Context } from '#shared/records/context.ts';
import { handOut } from '#shared/records/hand-out.ts';
import { pathOf, type StoredDocument } from '#shared/store/store.ts';
import type { Particulars } from '#shared/tenants/particulars/particulars.ts';
import type { FoundConversation } from '../find-subject.ts';
import type { Shown } from '../shown.ts';
import type { LookedAt } from './looked-at.ts';
import { openShown, type ShownRecord, withholdShown } from './open-shown.ts';
import type { Snapshot } from './snapshot.ts';
import type { Waiting } from './waiting.ts';

/** The documents in one collection that an archive contains, the oldest first. */
export type Group = { readonly shown: Shown; readonly documents: readonly StoredDocument[] };

/** An uploaded file: its name in the archive, and whether the archive contains all of it. */
export type EnclosedFile = { readonly name: string; readonly isWhole: boolean };

/** The data and dependencies with which the files of one archive are made. */
export type ArchiveRun = {
  readonly ctx: Context;
  readonly right: Right;
  readonly language: Language;
  readonly madeAt: Instant;
  /**
   * The kinds of identifiers by which the caller searched for the person. In the archive of one
   * record or of a period, this is `record` or `period`.
   */
  readonly askedBy: readonly string[];
  /** True if the request contains only conversations and no person. */
  readonly isOfConversations: boolean;
  readonly particulars: Particulars;
  readonly groups: readonly Group[];
  readonly conversations: readonly FoundConversation[];
  readonly lookedAt: readonly LookedAt[];
  /** The numbers of the person's imported lines that are not records yet. */
  readonly waiting: readonly Waiting[];
  /** The documents with the personal details of open requests. */
  readonly requestPersons: readonly StoredDocument[];
  readonly snapshot: Snapshot;
  /** The ids of documents whose encrypted fields are withheld, because of the rights of others. */
  readonly withheld: ReadonlySet<string>;
  /** The paths of the documents that could not be decrypted. Each of them is reported only once. */
  readonly unreadable: Set<string>;
  /**
   * The uploaded files in the archive, by the paths of their documents. The archive writes these
   * files before the tables, so the tables can state which files are complete.
   */
  readonly files: Map<string, EnclosedFile>;
};

/** A record as the archive shows it, with its stored document. */
export type MetRecord = { readonly record: ShownRecord; readonly document: StoredDocument };

/**
 * Yields the records of a group, one by one. If the client reads slowly, this takes long. So the
 * function checks the caller's right again before each record. It leaves out records that meanwhile
 * expired, were deleted, or are hidden by a fence.
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
