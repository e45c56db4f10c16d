import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Firestore } from '@google-cloud/firestore';
import { expect, test, vi } from 'vitest';
import { findFirestoreEmulator } from '../../infra/emulators/firestore/find-firestore-emulator.ts';
import {
  type FirestoreEmulator,
  startFirestoreEmulator,
} from '../../infra/emulators/firestore/firestore-emulator.ts';

const projectId = 'demo-firestore';
const databaseIds = ['mayfly', 'mayfly-keys'];

async function withDatabase<T>(
  { host }: FirestoreEmulator,
  databaseId: string,
  use: (database: Firestore) => Promise<T>,
): Promise<T> {
  const database = new Firestore({ projectId, databaseId, host, ssl: false });
  try {
    return await use(database);
  } finally {
    await database.terminate();
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

async function read(emulator: FirestoreEmulator, databaseId: string, path: string) {
  return withDatabase(emulator, databaseId, async (db) => (await db.doc(path).get()).data());
}

test('an export of two databases can be imported completely into a new emulator', async () => {
  const dir = await mkdtemp(join(tmpdir(), 'firestore-'));
  const first = await startFirestoreEmulator();
  const key = { wrapped: Buffer.from('wrapped key') };
  await withDatabase(first, 'mayfly', async (db) => {
    await db.doc('records/1').set({ tenant: 'a', expires_at: new Date(0) });
    await db.doc('records/1/chunks/2').set({ parts: [1, { two: 2 }] });
    await first.exportTo(dir, projectId, databaseIds);
    await db.doc('records/3').set({ later: true });
  });
  await withDatabase(first, 'mayfly-keys', (db) => db.doc('keys/1').set(key));
  await first.exportTo(dir, projectId, databaseIds);
  await first.stop();
  expect(isAlive(first.pid)).toBe(false);

  const second = await startFirestoreEmulator();
  await second.importFrom(dir, projectId, databaseIds);
  expect((await read(second, 'mayfly', 'records/1'))?.['expires_at'].toMillis()).toBe(0);
  expect(await read(second, 'mayfly', 'records/1/chunks/2')).toEqual({ parts: [1, { two: 2 }] });
  expect(await read(second, 'mayfly', 'records/3')).toEqual({ later: true });
  expect(await read(second, 'mayfly-keys', 'keys/1')).toEqual(key);
  expect(await read(second, 'mayfly', 'keys/1')).toBeUndefined();
  await expect(second.importFrom(join(dir, 'none'), projectId, ['mayfly'])).rejects.toThrow(
    /import of projects\/demo-firestore\/databases\/mayfly failed/,
  );
  await second.stop();
  await rm(dir, { recursive: true });
});

test('the emulator ends when its parent process ends, even if SIGKILL ends the parent', async () => {
  const module = import.meta.resolve('../../infra/emulators/firestore/firestore-emulator.ts');
  const script = `
    const { startFirestoreEmulator } = await import(${JSON.stringify(module)});
    const { pid, host } = await startFirestoreEmulator();
    console.log(JSON.stringify({ pid, host }));`;
  const parent = spawn(process.execPath, ['--input-type=module', '-e', script], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const line = await new Promise<string>((resolve) => {
    parent.stdout.once('data', (data: Buffer) => resolve(data.toString()));
  });
  const { pid, host } = JSON.parse(line) as { pid: number; host: string };
  expect((await fetch(`http://${host}/`)).status).toBe(200);
  parent.kill('SIGKILL');
  await vi.waitFor(() => expect(isAlive(pid)).toBe(false), { timeout: 5_000, interval: 20 });
  await expect(fetch(`http://${host}/`)).rejects.toThrow();
});

test('the emulator has its own process group, and no second emulator can use its port', async () => {
  const emulator = await startFirestoreEmulator();
  // Signal 0 succeeds only if there is a process group whose id is the emulator's pid.
  expect(() => process.kill(-emulator.pid, 0)).not.toThrow();
  const port = Number(emulator.host.split(':')[1]);
  await expect(startFirestoreEmulator({ port })).rejects.toThrow(/EADDRINUSE/);
  await emulator.stop();
  expect(isAlive(emulator.pid)).toBe(false);
  await vi.waitFor(() => expect(() => process.kill(-emulator.pid, 0)).toThrow(), 5_000);
});

test('without Java, the error names the package to install; for an unreadable jar, it names FIRESTORE_EMULATOR_JAR', async () => {
  vi.stubEnv('JAVA_HOME', '/none');
  vi.stubEnv('PATH', '/none');
  await expect(findFirestoreEmulator()).rejects.toThrow(/apt-get install default-jre-headless/);
  vi.unstubAllEnvs();
  vi.stubEnv('FIRESTORE_EMULATOR_JAR', '/none.jar');
  await expect(findFirestoreEmulator()).rejects.toThrow(/FIRESTORE_EMULATOR_JAR names/);
  vi.unstubAllEnvs();
});
