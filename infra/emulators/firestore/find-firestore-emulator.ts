import { execFile } from 'node:child_process';
import { accessSync, constants, globSync, realpathSync } from 'node:fs';
import { createRequire } from 'node:module';
import { homedir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { promisify } from 'node:util';

export interface FirestoreEmulatorFiles {
  java: string;
  jar: string;
}

const jarInSdk = 'platform/cloud-firestore-emulator/cloud-firestore-emulator.jar';
const jarInCache = 'cloud-firestore-emulator-v*.jar';

const howToGetJava =
  'On Debian: apt-get install default-jre-headless; elsewhere: https://adoptium.net';
const howToGetJar =
  'On Debian, with the package source of the gcloud CLI: apt-get install default-jre-headless ' +
  'google-cloud-cli-firestore-emulator; elsewhere: gcloud components install ' +
  'cloud-firestore-emulator, or npx firebase setup:emulators:firestore. Or set ' +
  'FIRESTORE_EMULATOR_JAR to the path of its jar.';

/**
 * Says that Java or the emulator is not installed on this machine, and how to install it. The
 * result is undefined if both are installed.
 */
export function describeMissing(): string | undefined {
  if (findJava() === undefined) return `Java 17 or later is not installed. ${howToGetJava}`;
  if (findJar() === undefined) return `The Firestore emulator is not installed. ${howToGetJar}`;
  return undefined;
}

/** Finds Java and the jar of the emulator. If the jar is missing, firebase-tools downloads it. */
export async function findFirestoreEmulator(): Promise<FirestoreEmulatorFiles> {
  const java = findJava();
  if (!java) {
    throw new Error(
      `The Firestore emulator needs Java 17 or later, and neither JAVA_HOME nor PATH has one. ${howToGetJava}`,
    );
  }
  const jar = findJar() ?? (await downloadJar());
  return { java, jar };
}

function findJava(): string | undefined {
  const home = process.env['JAVA_HOME'];
  const fromHome = home ? join(home, 'bin/java') : undefined;
  return fromHome && canRun(fromHome) ? fromHome : findOnPath('java');
}

function findJar(): string | undefined {
  const named = process.env['FIRESTORE_EMULATOR_JAR'];
  if (named) {
    if (canRead(named)) return named;
    throw new Error(`FIRESTORE_EMULATOR_JAR names ${named}, which cannot be read`);
  }
  return (
    listSdkRoots()
      .map((root) => join(root, jarInSdk))
      .find(canRead) ?? findCachedJar()
  );
}

function listSdkRoots(): string[] {
  const gcloud = findOnPath('gcloud');
  return [
    process.env['CLOUDSDK_ROOT_DIR'],
    process.env['CLOUDSDK_ROOT'],
    gcloud && dirname(dirname(realpathSync(gcloud))),
    '/usr/lib/google-cloud-sdk',
    join(homedir(), 'google-cloud-sdk'),
  ].filter((root): root is string => root !== undefined && root !== '');
}

function findCachedJar(): string | undefined {
  const cache =
    process.env['FIREBASE_EMULATORS_PATH'] || join(homedir(), '.cache/firebase/emulators');
  const byVersion = new Intl.Collator('en', { numeric: true });
  const newest = globSync(jarInCache, { cwd: cache }).toSorted(byVersion.compare).at(-1);
  return newest === undefined ? undefined : join(cache, newest);
}

async function downloadJar(): Promise<string> {
  let cause: unknown;
  try {
    const firebase = createRequire(import.meta.url).resolve('firebase-tools/lib/bin/firebase.js');
    const args = [firebase, 'setup:emulators:firestore'];
    await promisify(execFile)(process.execPath, args, { timeout: 300_000 });
    const jar = findCachedJar();
    if (jar) return jar;
  } catch (error) {
    cause = error;
  }
  throw new Error(
    `The Firestore emulator is not installed, and downloading it failed. ${howToGetJar}`,
    { cause },
  );
}

function findOnPath(command: string): string | undefined {
  const folders = (process.env['PATH'] ?? '').split(delimiter).filter((folder) => folder !== '');
  return folders.map((folder) => join(folder, command)).find(canRun);
}

function canRun(path: string): boolean {
  return hasAccess(path, constants.X_OK);
}

function canRead(path: string): boolean {
  return hasAccess(path, constants.R_OK);
}

function hasAccess(path: string, mode: number): boolean {
  try {
    accessSync(path, mode);
    return true;
  } catch {
    return false;
  }
}
