import { type ChildProcess, spawn } from 'node:child_process';

// The shell becomes the command, so both have the same pid. A background process waits until the
// pipe to our process closes, and then kills the command. The pipe closes even if our process is
// killed. The pipe is descriptor 3, because a shell gives /dev/null to its background processes as
// standard input.
const leash = [
  'exec 3<&0',
  '{ read -r _ <&3; kill -KILL $$; } >/dev/null 2>&1 &',
  'exec "$@" </dev/null 3<&-',
].join('\n');

/**
 * Starts a command that ends with this process, even after SIGKILL. It has a process group of its
 * own. So a Ctrl-C in the terminal does not end it before we stop it.
 */
export function spawnLeashed(command: string, args: readonly string[]): ChildProcess {
  return spawn('/bin/sh', ['-c', leash, 'sh', command, ...args], {
    detached: true,
    stdio: 'pipe',
  });
}

/**
 * Sends SIGTERM, and SIGKILL if the process has not ended after `graceMs`. Resolves when the
 * process has ended.
 */
export async function stopProcess(child: ChildProcess, graceMs: number): Promise<void> {
  const gone = child.exitCode !== null || child.signalCode !== null;
  if (gone || child.pid === undefined) return;
  const exited = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const force = setTimeout(() => child.kill('SIGKILL'), graceMs);
  child.kill('SIGTERM');
  await exited;
  clearTimeout(force);
}
