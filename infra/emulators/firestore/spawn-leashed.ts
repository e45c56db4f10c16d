import { type ChildProcess, spawn } from 'node:child_process';

// The shell replaces itself with the command, so the command has the shell's pid. A background
// process of the shell waits until the pipe to our process closes. Then it kills the command. The
// pipe also closes if our process is killed. The background process reads the pipe as descriptor 3,
// because a shell gives /dev/null to such a process as standard input.
const leash = [
  'exec 3<&0',
  '{ read -r _ <&3; kill -KILL $$; } >/dev/null 2>&1 &',
  'exec "$@" </dev/null 3<&-',
].join('\n');

/**
 * Starts a command that ends when this process ends, even if SIGKILL ends this process. The command
 * has a process group of its own. So Ctrl-C in the terminal does not end the command before this
 * process stops it.
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
