/** What another tab of the same page has done. */
export type TabEvent =
  | { readonly kind: 'changed'; readonly key: string | null }
  | { readonly kind: 'withdrawn' };

export type Tabs = {
  /** Tells other tabs that the consent was withdrawn, so that they stop too. */
  readonly tellWithdrawn: () => void;
  readonly close: () => void;
};

/** Listens to other tabs. Messages between tabs are stored nowhere. */
export function joinTabs(name: string, listen: (event: TabEvent) => void): Tabs {
  const onStorage = ({ key }: StorageEvent) => listen({ kind: 'changed', key });
  globalThis.addEventListener?.('storage', onStorage);
  const channel = typeof BroadcastChannel === 'undefined' ? undefined : new BroadcastChannel(name);
  if (channel !== undefined) channel.onmessage = () => listen({ kind: 'withdrawn' });
  return {
    tellWithdrawn: () => channel?.postMessage('withdrawn'),
    close() {
      globalThis.removeEventListener?.('storage', onStorage);
      channel?.close();
    },
  };
}
