/**
 * What happened in another tab with a page of the same origin: the page changed a stored text, or
 * the person withdrew the consent.
 */
export type TabEvent =
  | { readonly kind: 'changed'; readonly key: string | null }
  | { readonly kind: 'withdrawn' };

export type Tabs = {
  /** Tells other tabs that the consent was withdrawn, so that they stop using variables. */
  readonly tellWithdrawn: () => void;
  readonly close: () => void;
};

/** Listens to what other tabs do. The browser does not store the messages between tabs. */
export function joinTabs(name: string, listen: (event: TabEvent) => void): Tabs {
  const onStorage = ({ key }: StorageEvent) => listen({ kind: 'changed', key });
  globalThis.addEventListener?.('storage', onStorage);
  const channel = typeof BroadcastChannel === 'undefined' ? undefined : new BroadcastChannel(name);
  channel?.addEventListener('message', () => listen({ kind: 'withdrawn' }));
  return {
    tellWithdrawn() {
      // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a channel reaches its own origin only
      channel?.postMessage('withdrawn');
    },
    close() {
      globalThis.removeEventListener?.('storage', onStorage);
      channel?.close();
    },
  };
}
