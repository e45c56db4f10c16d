import { useSyncExternalStore } from 'react';

const query = matchMedia('(max-width: 37.5rem)');

function listen(tell: () => void) {
  query.addEventListener('change', tell);
  return () => query.removeEventListener('change', tell);
}

/** Tells whether the screen is too narrow for a table. */
export function useNarrow(): boolean {
  return useSyncExternalStore(listen, () => query.matches);
}
