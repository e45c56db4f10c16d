import { type RefObject, useLayoutEffect, useRef, useState } from 'react';

/**
 * A user of the console who is fewer than this many pixels above the end counts as being at the
 * end.
 */
const nearEnd = 48;
/** Older messages load when the user is fewer than this many pixels below the beginning. */
const nearBegin = 240;

type Ends = { readonly first: string | undefined; readonly last: string | undefined };

/**
 * Counts the messages after `lastBefore`, the former last message; 0 if that message is missing.
 */
export function countNew(ids: readonly string[], lastBefore: string | undefined): number {
  const at = lastBefore === undefined ? -1 : ids.lastIndexOf(lastBefore);
  return at < 0 ? 0 : ids.length - 1 - at;
}

export type ReadersPlace = {
  readonly box: RefObject<HTMLDivElement | null>;
  /** The number of messages that came while the user was further up. */
  readonly unseen: number;
  readonly toEnd: () => void;
  readonly onScroll: () => void;
};

/**
 * Scrolls when messages are added. If the user was at the end, the view stays at the end. Otherwise
 * the same messages stay in view.
 */
export function useReadersPlace(ids: readonly string[], loadOlder: () => void): ReadersPlace {
  const box = useRef<HTMLDivElement>(null);
  const isAtEnd = useRef(true);
  const before = useRef<Ends & { readonly height: number }>(undefined);
  const [unseen, setUnseen] = useState(0);
  const toEnd = () => {
    const element = box.current;
    if (element !== null) element.scrollTop = element.scrollHeight;
    isAtEnd.current = true;
    setUnseen(0);
  };
  const [first, last] = [ids[0], ids.at(-1)];
  useLayoutEffect(() => {
    const element = box.current;
    if (element === null) return;
    const old = before.current;
    if (isAtEnd.current) toEnd();
    else if (old !== undefined) {
      // Older messages that are added above move all other messages down. So the view scrolls down
      // by the height of the added messages.
      if (old.first !== first) element.scrollTop += element.scrollHeight - old.height;
      if (old.last !== last) setUnseen((count) => count + countNew(ids, old.last));
    }
    before.current = { first, last, height: element.scrollHeight };
    // If the messages hardly fill the pane, the user is always near the beginning. So older
    // messages load at once.
    if (element.scrollHeight <= element.clientHeight + nearBegin) loadOlder();
  }, [first, last, ids.length]);
  const onScroll = () => {
    const element = box.current;
    if (element === null) return;
    const left = element.scrollHeight - element.scrollTop - element.clientHeight;
    isAtEnd.current = left < nearEnd;
    if (isAtEnd.current) setUnseen(0);
    if (element.scrollTop < nearBegin) loadOlder();
  };
  return { box, unseen, toEnd, onScroll };
}
