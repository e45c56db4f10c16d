import { type MeasuredOptions, startMeasured } from './measured-process.ts';

export type FirstRequest = MeasuredOptions & {
  readonly path: string;
  readonly init: RequestInit;
};

export type FirstCost = {
  readonly wallMs: number;
  readonly cpuMs: number;
  readonly rss: number;
};

/**
 * Measures the time from the start of a process to its first answer, with the CPU time and the
 * memory up to that moment.
 */
export async function measureFirstRequest(run: FirstRequest): Promise<FirstCost> {
  const started = performance.now();
  const measured = await startMeasured(run);
  try {
    const response = await fetch(measured.url + run.path, run.init);
    const text = await response.text();
    const wallMs = performance.now() - started;
    if (!response.ok) throw new Error(`${run.source} answered ${response.status}: ${text}`);
    return { wallMs, ...(await measured.used()) };
  } finally {
    await measured.stop();
  }
}
