import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { root } from '../../infra/build/functions.ts';
import { spawnLeashed, stopProcess } from '../../infra/emulators/firestore/spawn-leashed.ts';
import { buildBundles } from './build-bundles.ts';
import type { Target } from './caller.ts';
import type { Stack } from './stack.ts';
import { stackEnv } from './stack-config.ts';

const preload = fileURLToPath(new URL('listen-locally.ts', import.meta.url));
const startTimeoutMs = 30_000;

export type Ending = { readonly code: number | null; readonly signal: string | null };

/** A process in which the functions framework runs a bundle, as in production. */
export type FunctionProcess = Target & {
  readonly url: string;
  readonly pid: number;
  /** Returns the text that the process has written to stdout and stderr so far. */
  readonly output: () => string;
  signal(name: 'SIGTERM' | 'SIGKILL'): void;
  readonly ended: Promise<Ending>;
  stop(): Promise<void>;
};

export type FunctionOptions = {
  readonly projectId?: string;
  /**
   * The host and port of the database. By default it is the proxy's port for this function. A
   * request on this port may do only what the function's grants allow.
   */
  readonly firestoreHost?: string;
  readonly env?: { readonly [name: string]: string };
};

/**
 * Returns the environment variables of a bundle. Of the variables of this process, only PATH is
 * passed on. By default `FIRESTORE_EMULATOR_HOST` is the proxy's port for this function. A request
 * on this port may do only what the function's grants allow.
 */
export function environmentOf(
  stack: Stack,
  name: string,
  options: FunctionOptions = {},
): { [name: string]: string } {
  return {
    PATH: process.env['PATH'] ?? '',
    NODE_ENV: 'production',
    METADATA_SERVER_DETECTION: 'none',
    ...stackEnv(stack),
    FIRESTORE_EMULATOR_HOST: options.firestoreHost ?? stack.proxy.hostOf(name),
    ...(options.projectId !== undefined && { GOOGLE_CLOUD_PROJECT: options.projectId }),
    ...options.env,
  };
}

export type SpawnedBundle = {
  readonly child: ChildProcess;
  /** Returns the text that the process has written to stdout and stderr so far. */
  readonly output: () => string;
  readonly ended: Promise<Ending>;
};

/**
 * Starts `dist/<name>` under the functions framework, on a free port. The process gets only the
 * given environment.
 */
export function spawnBundle(name: string, env: { readonly [name: string]: string }): SpawnedBundle {
  const framework = `${root}node_modules/@google-cloud/functions-framework/build/src/main.js`;
  const flags = [`--source=${root}dist/${name}`, '--target=handler'];
  const command = [process.execPath, '--import', preload, framework, ...flags];
  const variables = Object.entries(env).map(([key, value]) => `${key}=${value}`);
  const child = spawnLeashed('env', ['-i', ...variables, ...command]);
  let output = '';
  for (const stream of [child.stdout, child.stderr])
    stream?.setEncoding('utf8').on('data', (text: string) => {
      output += text;
    });
  const ended: Promise<Ending> = once(child, 'close').then(([code, signal]) => ({ code, signal }));
  return { child, output: () => output, ended };
}

/** Waits until a bundle listens. @returns its origin */
async function urlOf(name: string, { child, output }: SpawnedBundle): Promise<string> {
  const deadline = Date.now() + startTimeoutMs;
  let port: string | undefined;
  while (port === undefined) {
    if (child.exitCode !== null || Date.now() > deadline)
      throw new Error(`dist/${name} did not start:\n${output()}`);
    await sleep(20);
    port = /^listening on (\d+)$/m.exec(output())?.[1];
  }
  return `http://127.0.0.1:${port}`;
}

/** Builds and starts `dist/<name>` with the given environment, and waits until it listens. */
export async function startBundle(name: string, env: { readonly [name: string]: string }) {
  await buildBundles([name]);
  const spawned = spawnBundle(name, { PATH: process.env['PATH'] ?? '', ...env });
  return { url: await urlOf(name, spawned), stop: () => stopProcess(spawned.child, 1_000) };
}

/**
 * Starts `dist/<name>` on a stack, and waits until it listens. The new process inherits only PATH
 * from this process.
 */
export async function startFunction(
  stack: Stack,
  name: string,
  options: FunctionOptions = {},
): Promise<FunctionProcess> {
  await buildBundles([name]);
  const spawned = spawnBundle(name, environmentOf(stack, name, options));
  const { child, output, ended } = spawned;
  stack.beforeStop(() => stopProcess(child, 1_000));
  const url = await urlOf(name, spawned);
  return {
    url,
    pid: child.pid ?? 0,
    request: (path, init) => fetch(url + path, init),
    output,
    signal: (signal) => void child.kill(signal),
    ended,
    stop: () => stopProcess(child, 5_000),
  };
}
