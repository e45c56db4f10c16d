/**
 * What happened in another tab with a page of the same origin: the page changed a stored text, or
 * the person withdrew the consent.
 */
export type TabEvent =
  | { readonly kind: 'changed'; readonly key: string | null }
  | { readonly kind: 'withdrawn' };

export type Tabs = {
  /**
   * Tells other tabs that the consent was withdrawn, so that they stop using variables. This also
   * works after `close`.
   */
  readonly tellWithdrawn: () => void;
  readonly close: () => void;
};

/** Listens to what other tabs do. The browser does not store the messages between tabs. */
export function joinTabs(name: string, listen: (event: TabEvent) => void): Tabs {
  const onStorage = ({ key }: StorageEvent) => listen({ kind: 'changed', key });
  globalThis.addEventListener?.('storage', onStorage);
  const open = () =>
    typeof BroadcastChannel === 'undefined' ? undefined : new BroadcastChannel(name);
  const channel = open();
  let isClosed = false;
  channel?.addEventListener('message', () => listen({ kind: 'withdrawn' }));
  return {
    tellWithdrawn() {
      // After `close` the channel would throw an error. So the message then needs a new channel.
      const sending = isClosed ? open() : channel;
      // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a channel reaches its own origin only
      sending?.postMessage('withdrawn');
      if (isClosed) sending?.close();
    },
    close() {
      globalThis.removeEventListener?.('storage', onStorage);
      channel?.close();
      isClosed = true;
    },
  };
}
