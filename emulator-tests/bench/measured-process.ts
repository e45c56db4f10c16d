import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { root } from '../../infra/build/functions.ts';

const framework = `${root}node_modules/@google-cloud/functions-framework/build/src/main.js`;

export type MeasuredOptions = {
  /** The folder of the bundle. */
  readonly source: string;
  readonly preloads: readonly string[];
  readonly env: { readonly [name: string]: string };
  /** Flags for Node itself. */
  readonly flags?: readonly string[];
};

/**
 * The CPU time in milliseconds that a process has used since its start, and its memory in bytes.
 */
export type Used = { readonly cpuMs: number; readonly rss: number };

export type MeasuredProcess = {
  readonly url: string;
  readonly used: () => Promise<Used>;
  readonly stop: () => Promise<void>;
};

/**
 * Starts a bundle under the functions framework, in a process that reports its CPU time and memory.
 */
export async function startMeasured(options: MeasuredOptions): Promise<MeasuredProcess> {
  const { source, env, flags = [] } = options;
  const preloads = options.preloads.flatMap((file) => ['--require', file]);
  const target = [`--source=${source}`, '--target=handler'];
  const child = spawn(process.execPath, [...flags, ...preloads, framework, ...target], {
    env,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const lines = createInterface({ input: child.stdout });
  const told = (pattern: RegExp) =>
    new Promise<RegExpExecArray>((resolve, reject) => {
      const fail = (code: number | null) => reject(new Error(`${source} ended with ${code}`));
      child.once('exit', fail);
      lines.on('line', function take(line) {
        const found = pattern.exec(line);
        if (found === null) return;
        lines.off('line', take);
        child.off('exit', fail);
        resolve(found);
      });
    });
  async function stop(): Promise<void> {
    if (child.exitCode !== null) return;
    const gone = once(child, 'exit');
    child.kill('SIGTERM');
    const force = setTimeout(() => child.kill('SIGKILL'), 3_000);
    await gone;
    clearTimeout(force);
  }
  try {
    const [, port] = await told(/^listening on (\d+)$/);
    return {
      url: `http://127.0.0.1:${port}`,
      async used() {
        const telling = told(/^cpu ([\d.]+) rss (\d+)$/);
        child.kill('SIGUSR2');
        const [, cpu, rss] = await telling;
        return { cpuMs: Number(cpu), rss: Number(rss) };
      },
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}
