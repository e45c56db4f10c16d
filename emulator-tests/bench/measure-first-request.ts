import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { root } from '../../infra/build/functions.ts';

const framework = `${root}node_modules/@google-cloud/functions-framework/build/src/main.js`;

export type FirstRequest = {
  /** Folder of the bundle. */
  readonly source: string;
  readonly preloads: readonly string[];
  readonly env: { readonly [name: string]: string };
  readonly path: string;
  readonly init: RequestInit;
  /** Flags for Node itself. */
  readonly flags?: readonly string[];
};

export type Cost = { readonly wallMs: number; readonly cpuMs: number };

/** The time from the start of a process to its first answer, and the CPU time until then. */
export async function measureFirstRequest(run: FirstRequest): Promise<Cost> {
  const preloads = run.preloads.flatMap((file) => ['--require', file]);
  const target = [`--source=${run.source}`, '--target=handler'];
  const started = performance.now();
  const child = spawn(process.execPath, [...(run.flags ?? []), ...preloads, framework, ...target], {
    env: run.env,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  try {
    const lines = createInterface({ input: child.stdout });
    const told = (pattern: RegExp) =>
      new Promise<string>((resolve, reject) => {
        child.once('exit', (code) => reject(new Error(`${run.source} ended with ${code}`)));
        lines.on('line', (line) => {
          const found = pattern.exec(line)?.[1];
          if (found !== undefined) resolve(found);
        });
      });
    const cpu = told(/^cpu ([\d.]+)$/);
    cpu.catch(() => {});
    const port = await told(/^listening on (\d+)$/);
    const response = await fetch(`http://127.0.0.1:${port}${run.path}`, run.init);
    const text = await response.text();
    const wallMs = performance.now() - started;
    if (!response.ok) throw new Error(`${run.source} answered ${response.status}: ${text}`);
    child.kill('SIGUSR2');
    return { wallMs, cpuMs: Number(await cpu) };
  } finally {
    const gone = once(child, 'exit');
    child.kill('SIGTERM');
    const force = setTimeout(() => child.kill('SIGKILL'), 3_000);
    if (child.exitCode === null) await gone;
    clearTimeout(force);
  }
}
