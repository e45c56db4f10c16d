import { type RefObject, useLayoutEffect, useRef, useState } from 'react';

/** Pixels from the end at which a reader still counts as being there. */
const nearEnd = 48;
/** Pixels from the beginning at which older messages are read. */
const nearBegin = 240;

type Ends = { readonly first: string | undefined; readonly last: string | undefined };

/** How many messages came behind the one that was the last before; 0 when nothing came. */
export function countNew(ids: readonly string[], lastBefore: string | undefined): number {
  const at = lastBefore === undefined ? -1 : ids.lastIndexOf(lastBefore);
  return at < 0 ? 0 : ids.length - 1 - at;
}

export type ReadersPlace = {
  readonly box: RefObject<HTMLDivElement | null>;
  /** Messages that came while the reader was further up. */
  readonly unseen: number;
  readonly toEnd: () => void;
  readonly onScroll: () => void;
};

/** Keeps the end in view for a reader who is there, and what they read in its place for all others. */
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
      // What was added above moves everything down by its height.
      if (old.first !== first) element.scrollTop += element.scrollHeight - old.height;
      if (old.last !== last) setUnseen((count) => count + countNew(ids, old.last));
    }
    before.current = { first, last, height: element.scrollHeight };
    // A reader whose messages do not fill the pane cannot scroll up to older ones.
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
