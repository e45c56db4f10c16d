import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { onTestFinished } from 'vitest';
import type { StackDescription } from '../../infra/local/stack/stack-files.ts';

const start = fileURLToPath(new URL('../../infra/local/start.ts', import.meta.url));

export interface RunningStack {
  child: ChildProcess;
  localDir: string;
  description: StackDescription;
  output(): string;
}

export interface Ended {
  code: number | null;
  output: string;
}

export function newDirectory(): string {
  return mkdtempSync(join(tmpdir(), 'stack-'));
}

/** Starts a stack as `npm start` does, but without npm. */
export function spawnStack(args: readonly string[]): { child: ChildProcess; output(): string } {
  const child = spawn(process.execPath, [start, ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding('utf8').on('data', (text: string) => {
      output += text;
    });
  }
  return { child, output: () => output };
}

function hasEnded({ exitCode, signalCode }: ChildProcess): boolean {
  return exitCode !== null || signalCode !== null;
}

/** Waits for the end of a start that should fail, or of a stack that was told to stop. */
export async function waitForEnd({ child, output }: Pick<RunningStack, 'child' | 'output'>) {
  if (!hasEnded(child)) await once(child, 'close');
  return { code: child.exitCode, output: output() } satisfies Ended;
}

/** Starts a stack on a free port and waits until it says that it is ready. */
export async function startStack(
  args: readonly string[] = ['--no-demo'],
  localDir = newDirectory(),
): Promise<RunningStack> {
  const running = spawnStack(['--port', '0', '--local-dir', localDir, ...args]);
  const file = join(localDir, 'stack.json');
  while (!isFrom(file, running.child.pid)) {
    if (hasEnded(running.child)) throw new Error(`the stack did not start: ${running.output()}`);
    await sleep(50);
  }
  const description = JSON.parse(readFileSync(file, 'utf8')) as StackDescription;
  return { ...running, localDir, description };
}

/**
 * Tells whether the stack with this process id wrote the file `stack.json`. An older file of a
 * killed stack may still exist.
 */
function isFrom(file: string, pid: number | undefined): boolean {
  return (
    existsSync(file) && (JSON.parse(readFileSync(file, 'utf8')) as { pid: number }).pid === pid
  );
}

/**
 * Waits until the stack has written its whole demo, if it writes one.
 * @param checkAlive throws an error if the stack has ended
 */
export async function waitForDemo(baseUrl: string, checkAlive = () => {}): Promise<void> {
  for (;;) {
    const response = await fetch(`${baseUrl}/_local/demo`);
    const { done, total } = (await response.json()) as { done: number; total: number };
    // The stack plans the demo before it answers requests. So an empty plan means that there is no
    // demo.
    if (done === total) return;
    checkAlive();
    await sleep(100);
  }
}

/** Starts a stack as `startStack` does, and waits until the whole demo is written. */
export async function startStackWithDemo(): Promise<RunningStack> {
  const stack = await startStack([]);
  await waitForDemo(stack.description.base_url, () => {
    if (hasEnded(stack.child))
      throw new Error(`the stack ended before its demo was written: ${stack.output()}`);
  });
  return stack;
}

/**
 * Starts a stack as `startStack` does, for one test. If the stack still runs at the end of the
 * test, it is killed.
 */
export async function startStackForTest(args?: readonly string[], localDir?: string) {
  const stack = await startStack(args, localDir);
  onTestFinished(() => void stack.child.kill('SIGKILL'));
  return stack;
}

export async function stopStack(stack: RunningStack): Promise<Ended> {
  stack.child.kill('SIGTERM');
  return waitForEnd(stack);
}

/** Returns the command lines of the stack's own process and of the processes of its database. */
export function processesOf({ child, description }: RunningStack): string[] {
  const port = description.firestore_emulator_host?.split(':')[1] ?? 'none';
  const processes = execFileSync('ps', ['-A', '-o', 'pid=,args='], { encoding: 'utf8' });
  return processes
    .split('\n')
    .filter((line) => line.includes(`--port ${port}`) || line.trim().startsWith(`${child.pid} `))
    .filter((line) => !line.includes('<defunct>'));
}
