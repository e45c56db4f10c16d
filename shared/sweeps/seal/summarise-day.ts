import type { Instant } from '#shared/base/time/instant.ts';
import type { SealedWriter } from '#shared/manager-log/seal-payload.ts';
import type { StoredDocument } from '#shared/store/store.ts';

type Link = {
  readonly seq: number;
  readonly hash: string;
  readonly prev: string | undefined;
  readonly createdAt: Instant;
  readonly dueAt: Instant;
};

/** Collects what a seal says of the entries of a day, entry by entry, in any order. */
export type DaySummary = {
  add(entry: StoredDocument): void;
  writers(): SealedWriter[];
};

function summariseWriter(writer: string, unordered: readonly Link[]): SealedWriter[] {
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

/** Begins the summary of a day; entries that no process has chained are not counted, the verification finds them. */
export function summariseDay(): DaySummary {
  const byWriter = new Map<string, Link[]>();
  return {
    add({ data }) {
      const writer = data['writer'] as string | undefined;
      if (writer === undefined) return;
      const link = {
        seq: data['seq'] as number,
        hash: data['entry_hash'] as string,
        prev: data['prev'] as string | undefined,
        createdAt: data['created_at'] as Instant,
        dueAt: data['due_at'] as Instant,
      };
      const links = byWriter.get(writer) ?? [];
      links.push(link);
      byWriter.set(writer, links);
    },
    writers: () =>
      [...byWriter.keys()]
        .toSorted()
        .flatMap((writer) => summariseWriter(writer, byWriter.get(writer) ?? [])),
  };
}
