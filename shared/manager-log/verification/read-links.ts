import type { Store, StoredDocument } from '#shared/store/store.ts';
import type { PublicKeys } from '#shared/vault/signer.ts';
import { isBlankingSigned } from '../blanking.ts';
import { contentOf, digestContent, hashEntry } from '../entry-hash.ts';
import { type EntryLink, linkOf } from '../entry-link.ts';
import { readEntries } from '../read-log.ts';
import { indexLinks, type LogLinks } from './log-links.ts';
import type { LogProblem } from './log-problem.ts';

/** The result of the verification of single entries. */
export type ReadLinks = {
  readonly links: LogLinks;
  readonly entries: number;
  /** Entries whose content was removed when a manager was erased. */
  readonly blanked: number;
  readonly problems: readonly LogProblem[];
};

type Code = LogProblem['code'];

async function contentProblem(
  keys: PublicKeys,
  document: StoredDocument,
): Promise<Code | undefined> {
  const { data } = document;
  const isBlanked = data['blanked_at'] !== undefined;
  if (contentOf(data).length > 0) {
    const isWhole = !isBlanked && digestContent(data) === data['content_digest'];
    return isWhole ? undefined : 'content-changed';
  }
  if (!isBlanked) return 'content-removed';
  return (await isBlankingSigned(keys, document)) ? undefined : 'blanking-forged';
}

/** Checks a single entry: its hash, and the digest of its content. */
async function checkEntry(
  keys: PublicKeys,
  document: StoredDocument,
  link: EntryLink | undefined,
): Promise<Code[]> {
  if (link === undefined) return ['entry-unchained'];
  const content = await contentProblem(keys, document);
  const isChanged = hashEntry(document.ref, document.data) !== link.hash;
  return [...(content ? [content] : []), ...(isChanged ? ['entry-changed' as const] : [])];
}

/**
 * Reads every entry of a tenant and checks each one on its own. Also returns the entries as parts
 * of their chains, for the checks of chains and seals.
 */
export async function readLinks(
  { store, keys }: { readonly store: Store; readonly keys: PublicKeys },
  tenant: string,
): Promise<ReadLinks> {
  const links: EntryLink[] = [];
  const problems: LogProblem[] = [];
  let [entries, blanked] = [0, 0];
  for await (const document of readEntries(store, tenant)) {
    entries += 1;
    if (document.data['blanked_at'] !== undefined) blanked += 1;
    const link = linkOf(document);
    if (link !== undefined) links.push(link);
    const { writer, seq } = document.data;
    const place = `entry ${document.ref.id} (writer ${String(writer)}, ${String(seq)})`;
    for (const code of await checkEntry(keys, document, link))
      problems.push({ code, tenant, hour: link?.hour ?? null, place });
  }
  return { links: indexLinks(links), entries, blanked, problems };
}
