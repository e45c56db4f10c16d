import { type ChildProcess, spawn } from 'node:child_process';

// The shell becomes the command, so its pid is the command's. A second process waits until our pipe
// closes, which happens even if we are killed. Then it kills the command. The pipe is descriptor 3,
// because a shell gives its background processes /dev/null as input.
const leash = [
  'exec 3<&0',
  '{ read -r _ <&3; kill -KILL $$; } >/dev/null 2>&1 &',
  'exec "$@" </dev/null 3<&-',
].join('\n');

/**
 * Starts a command that ends with this process, even after SIGKILL. It has a process group of its
 * own, so a Ctrl-C in the terminal does not end it before we stop it.
 */
export function spawnLeashed(command: string, args: readonly string[]): ChildProcess {
  return spawn('/bin/sh', ['-c', leash, 'sh', command, ...args], {
    detached: true,
    stdio: 'pipe',
  });
}

/** SIGTERM, then SIGKILL after the grace; resolves once the process is gone. */
export async function stopProcess(child: ChildProcess, graceMs: number): Promise<void> {
  const gone = child.exitCode !== null || child.signalCode !== null;
  if (gone || child.pid === undefined) return;
  const exited = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const force = setTimeout(() => child.kill('SIGKILL'), graceMs);
  child.kill('SIGTERM');
  await exited;
  clearTimeout(force);
}
