import { useQuery } from '@tanstack/react-query';
import { useTexts } from '../language/language-context.tsx';
import { overviewTexts } from './overview-texts.ts';

const intervalMs = 1_000;

type DemoProgress = { readonly done: number; readonly total: number };

/** Loads how much of the demo data is written; undefined if the stack did not answer. */
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

/**
 * Asks the local stack every second. Stops when all demo data is written, or when no answer comes.
 */
function useDemoProgress(path: string | undefined): DemoProgress | undefined {
  const { data } = useQuery({
    queryKey: ['demo', path],
    queryFn: async () => ({ progress: await loadProgress(path ?? '') }),
    enabled: path !== undefined,
    refetchInterval: ({ state }) => {
      const progress = state.data?.progress;
      return progress !== undefined && progress.done < progress.total && intervalMs;
    },
  });
  return data?.progress;
}

/**
 * Shows how much of its demo data a local stack has written. Shows nothing if the stack writes no
 * demo data, or has written all of it.
 */
export function DemoNotice({ path }: { readonly path: string | undefined }) {
  const { demo } = useTexts(overviewTexts);
  const progress = useDemoProgress(path);
  if (progress === undefined || progress.done >= progress.total) return null;
  const { done, total } = progress;
  return (
    <section className="panel progress" aria-labelledby="demo-title">
      <p id="demo-title">
        <strong>{demo.title}</strong> {demo.detail(done, total)}
      </p>
      <progress aria-labelledby="demo-title" max={total} value={done} />
    </section>
  );
}
