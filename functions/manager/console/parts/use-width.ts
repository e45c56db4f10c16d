import { type RefObject, useLayoutEffect, useState } from 'react';

/** The width of an element in whole pixels; 0 until it is known. It follows changes. */
export function useWidth(element: RefObject<Element | null>): number {
  const [width, setWidth] = useState(0);
  useLayoutEffect(() => {
    if (element.current === null) return undefined;
    const observer = new ResizeObserver(([entry]) => setWidth(entry?.contentRect.width ?? 0));
    observer.observe(element.current);
    return () => observer.disconnect();
  }, [element]);
  return Math.floor(width);
}
