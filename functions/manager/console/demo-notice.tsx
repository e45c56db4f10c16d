import { useEffect, useState } from 'preact/hooks';

const intervalMs = 1_000;

type DemoProgress = { readonly done: number; readonly total: number };

/** How much of the demo is written; undefined where the answer is no progress, or none came. */
async function loadProgress(path: string): Promise<DemoProgress | undefined> {
  try {
    const response = await fetch(path, { signal: AbortSignal.timeout(intervalMs * 5) });
    if (!response.ok) return undefined;
    const { done, total } = (await response.json()) as Partial<DemoProgress>;
    return typeof done === 'number' && typeof total === 'number' ? { done, total } : undefined;
  } catch {
    return undefined;
  }
}

/** Asks every second until all is written, or no answer comes. */
function useDemoProgress(path: string | undefined): DemoProgress | undefined {
  const [progress, setProgress] = useState<DemoProgress>();
  useEffect(() => {
    if (path === undefined) return undefined;
    let timer: ReturnType<typeof setTimeout> | undefined;
    let stopped = false;
    const ask = async () => {
      const next = await loadProgress(path);
      if (stopped) return;
      setProgress(next);
      if (next !== undefined && next.done < next.total)
        timer = setTimeout(() => void ask(), intervalMs);
    };
    void ask();
    return () => {
      stopped = true;
      clearTimeout(timer);
    };
  }, [path]);
  return progress;
}

/** Says how far the demo of a local stack is; nothing where there is none, or it is all there. */
export function DemoNotice({ path }: { path: string | undefined }) {
  const progress = useDemoProgress(path);
  if (progress === undefined || progress.done >= progress.total) return null;
  const { done, total } = progress;
  return (
    <section class="panel progress" aria-labelledby="demo-title">
      <p id="demo-title">
        <strong>The demo data is still being written.</strong> {done} of {total} steps are done, so
        the numbers below still grow.
      </p>
      <progress aria-labelledby="demo-title" max={total} value={done} />
    </section>
  );
}
