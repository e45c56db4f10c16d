import type { Fenced } from '#shared/settings/live-rule.ts';
import { liveRuleOf } from '#shared/settings/live-rule.ts';
import { isLive } from '#shared/store/live.ts';
import type { StoredDocument } from '#shared/store/store.ts';
import type { Context } from './context.ts';
import { openReadable } from './open-readable.ts';

/**
 * Opens the documents of a page and yields their values one by one. If the client reads slowly,
 * this takes long. So each document is checked again before its value is sent. If a document has
 * expired meanwhile, or a fence hides it now, it is left out.
 * @param look returns the present context, see `keepRenewed`
 */
export async function* handOut<T>(
  look: () => Promise<Context>,
  collection: Fenced,
  documents: readonly StoredDocument[],
  open: (document: StoredDocument) => Promise<T>,
): AsyncGenerator<T, void> {
  const opened = await openReadable(await look(), documents, async (document) => ({
    document,
    value: await open(document),
  }));
  for (const { document, value } of opened)
    if (isLive(document, liveRuleOf(await look(), collection))) yield value;
}
