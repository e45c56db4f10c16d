import { type EntryLink, linkOf } from '#shared/manager-log/entry-link.ts';
import type { SealedWriter } from '#shared/manager-log/seal.ts';
import type { StoredDocument } from '#shared/store/store.ts';

/**
 * Collects the facts that a seal states about the entries of an hour. The entries are added one by
 * one, in any order.
 */
export type HourSummary = {
  add(entry: StoredDocument): void;
  writers(): SealedWriter[];
};

function summariseWriter(writer: string, unordered: readonly EntryLink[]): SealedWriter[] {
  const links = unordered.toSorted((left, right) => left.seq - right.seq);
  const followed = new Set(links.map(({ prev }) => prev));
  const [first] = links;
  if (first === undefined) return [];
  const tips = links
    .filter(({ hash }) => !followed.has(hash))
    .map(({ seq, hash, createdAt, dueAt }) => ({
      seq,
      hash,
      created_at: createdAt,
      due_at: dueAt,
    }));
  return [{ writer, count: links.length, first: { seq: first.seq, hash: first.hash }, tips }];
}

/**
 * Begins the summary of an hour. Entries that are not part of a chain are not counted. The
 * verification of the log finds and reports these entries.
 */
export function summariseHour(): HourSummary {
  const byWriter = new Map<string, EntryLink[]>();
  return {
    add(entry) {
      const link = linkOf(entry);
      if (link === undefined) return;
      const links = byWriter.get(link.writer) ?? [];
      links.push(link);
      byWriter.set(link.writer, links);
    },
    writers: () =>
      [...byWriter.keys()]
        .toSorted()
        .flatMap((writer) => summariseWriter(writer, byWriter.get(writer) ?? [])),
  };
}
