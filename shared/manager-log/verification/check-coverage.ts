import { formatInstant } from '#shared/base/time/instant.ts';
import { sha256Hex } from '#shared/vault/open-published-jws.ts';
import type { ListedLink } from '../read-proofs.ts';
import type { Seal } from '../seal.ts';

/** The content of an entry, as the API shows it. */
export type ShownEntry = {
  readonly id: string;
  readonly created_at: string;
  readonly expires_at: string;
  readonly action: string;
  readonly target?: string;
  readonly outcome?: string;
  readonly fields?: string;
  readonly conversation_id?: string;
};

/** A fault of an entry that the page shows. */
export type EntryFault = {
  /**
   * A link is an entry as a part of its chain. `entry-changed`: the entry has no link in the list,
   * or its link has a hash that does not match the link's text. `entry-differs`: the page shows
   * other content than the hashed text. `entry-not-sealed`: the seal of the hour does not cover the
   * entry.
   */
  readonly fault: 'entry-changed' | 'entry-differs' | 'entry-not-sealed';
  readonly entry: ShownEntry;
};

type Link = {
  readonly id: string;
  readonly hash: string;
  readonly fields: { readonly [name: string]: unknown };
};

/** Method, tenant, collection, id and fields, in the order in which `hashedText` writes them. */
type HashedParts = [string, string, string, string, [string, unknown][]];

const shownFields = ['action', 'target', 'outcome', 'fields', 'conversation_id'] as const;

async function openLink(tenant: string, { id, hash, hashed }: ListedLink) {
  if (hash === null || (await sha256Hex(hashed)) !== hash) return undefined;
  const [, owner, , own, pairs] = JSON.parse(hashed) as HashedParts;
  const fields = Object.fromEntries(pairs);
  return owner === tenant && own === id ? { id, hash, fields } : undefined;
}

function isShown({ fields }: Link, entry: ShownEntry): boolean {
  const createdAt = formatInstant(Number(fields['created_at']));
  return (
    createdAt === entry.created_at && shownFields.every((name) => fields[name] === entry[name])
  );
}

/**
 * The hashes that a seal covers: the hashes in its `tips` (the ends of the writers' chains), and
 * the hashes of earlier entries. The function follows the chain back from each tip, as long as the
 * entries have the same writer.
 */
function cover({ writers }: Seal, byHash: ReadonlyMap<string, Link>): ReadonlySet<string> {
  const covered = new Set<string>();
  for (const { writer, tips } of writers) {
    for (const { hash } of tips) {
      let link = byHash.get(hash);
      while (link?.fields['writer'] === writer && !covered.has(link.hash)) {
        covered.add(link.hash);
        link = byHash.get(String(link.fields['prev']));
      }
    }
  }
  return covered;
}

/**
 * The result of the check of an hour: the faults, and how many of the sealed entries are missing in
 * the list.
 */
export type Coverage = { readonly faults: readonly EntryFault[]; readonly gone: number };

/**
 * Checks the shown entries of an hour. The hash of each entry must match its content, and the
 * hour’s genuine seal must cover the entry. This function runs in Node and in browsers, and calls
 * no server.
 * @param listed all entries of the hour, as parts of their chains
 */
export async function checkCoverage(
  seal: Seal,
  listed: readonly ListedLink[],
  shown: readonly ShownEntry[],
): Promise<Coverage> {
  const opened = await Promise.all(listed.map((link) => openLink(seal.tenant, link)));
  const links = opened.filter((link) => link !== undefined);
  const byId = new Map(links.map((link) => [link.id, link]));
  const covered = cover(seal, new Map(links.map((link) => [link.hash, link])));
  const faults = shown.flatMap((entry): EntryFault[] => {
    const link = byId.get(entry.id);
    if (link === undefined) return [{ fault: 'entry-changed', entry }];
    if (!isShown(link, entry)) return [{ fault: 'entry-differs', entry }];
    return covered.has(link.hash) ? [] : [{ fault: 'entry-not-sealed', entry }];
  });
  return { faults, gone: Math.max(0, seal.entries - links.length) };
}
