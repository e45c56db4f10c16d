import { useSyncExternalStore } from 'react';

const query = matchMedia('(max-width: 37.5rem)');

function listen(tell: () => void) {
  query.addEventListener('change', tell);
  return () => query.removeEventListener('change', tell);
}

/** Whether the screen is too narrow for a table. */
export function useNarrow(): boolean {
  return useSyncExternalStore(listen, () => query.matches);
}
