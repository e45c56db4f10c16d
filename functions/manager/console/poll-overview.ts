import type { LoadResult } from './load-overview.ts';

const intervalMs = 10_000;

export type Poll = { readonly refresh: () => void; readonly stop: () => void };

/**
 * Loads now, then ten seconds after each answer while the page is visible, and at once when it becomes visible
 * again. One load at a time.
 */
export function pollOverview(
  load: () => Promise<LoadResult>,
  onResult: (result: LoadResult) => void,
): Poll {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let loading = false;
  let stopped = false;

  const refresh = async () => {
    clearTimeout(timer);
    if (loading || stopped) return;
    loading = true;
    const result = await load();
    loading = false;
    if (stopped) return;
    onResult(result);
    if (document.visibilityState === 'visible')
      timer = setTimeout(() => void refresh(), intervalMs);
  };
  const onVisibility = () => {
    if (document.visibilityState === 'visible') void refresh();
    else clearTimeout(timer);
  };

  document.addEventListener('visibilitychange', onVisibility);
  void refresh();
  return {
    refresh: () => void refresh(),
    stop: () => {
      stopped = true;
      clearTimeout(timer);
      document.removeEventListener('visibilitychange', onVisibility);
    },
  };
}
