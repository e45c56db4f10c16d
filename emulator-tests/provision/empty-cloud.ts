import { execFile, spawn } from 'node:child_process';
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { credentials } from '@grpc/grpc-js';
import { root } from '../../infra/build/functions.ts';
import { startAdminEmulator } from '../../infra/emulators/firestore-admin/start-admin-emulator.ts';
import {
  emptyProject,
  type GcloudState,
  readGcloudState,
  writeGcloudState,
} from '../../infra/emulators/gcloud/gcloud-state.ts';
import { startKmsEmulator } from '../../infra/emulators/kms/kms-emulator.ts';
import { startSchedulerEmulator } from '../../infra/emulators/scheduler/scheduler-emulator.ts';
import { createTokenIssuer } from '../../infra/emulators/scheduler/token-issuer.ts';

import { functions } from '../../infra/manifest.ts';

export const projectId = 'demo-provision';

/** The host name of the load balancer. */
export const host = 'mayfly.example.org';

/** Returns options with which a Google client calls a server on this machine. */
export const local = (port: number) => ({
  projectId,
  apiEndpoint: '127.0.0.1',
  port,
  sslCreds: credentials.createInsecure(),
});

export const keyName = (id: string) =>
  `projects/${projectId}/locations/europe/keyRings/mayfly/cryptoKeys/${id}`;

export const jobName = (id: string) => `projects/${projectId}/locations/europe-west1/jobs/${id}`;

/** Returns the address of a function in the project. */
export const functionUrl = (name: string) => `https://${name}-123456789012.europe-west1.run.app`;

/** The output of a command and its exit code. */
export type Run = { readonly code: number | null; readonly printed: string };

/**
 * Creates emulators of an empty Google Cloud project on this machine. The result runs the command
 * that fills the project.
 */
export async function createEmptyCloud() {
  const folder = mkdtempSync(join(tmpdir(), 'mayfly-provision-'));
  const stateFile = join(folder, 'project.json');
  const settingsFile = join(folder, 'settings.env');
  writeFileSync(settingsFile, `# settings of a test\nCONSOLE_URL=https://${host}\n`);
  const launcher = join(folder, 'gcloud');
  const standIn = `${root}infra/emulators/gcloud/main.ts`;
  writeFileSync(launcher, `#!/bin/sh\nexec "${process.execPath}" "${standIn}" "$@"\n`);
  chmodSync(launcher, 0o755);
  writeGcloudState(stateFile, emptyProject());
  const issuer = await createTokenIssuer({ issuer: () => 'http://127.0.0.1' });
  const admin = await startAdminEmulator();
  const kms = await startKmsEmulator();
  const scheduler = await startSchedulerEmulator({ issuer, now: Date.now });
  const ports = { firestoreAdmin: admin.port, kms: kms.port, scheduler: scheduler.port };
  const env = {
    PATH: `${folder}${delimiter}${dirname(process.execPath)}`,
    GCLOUD_STATE: stateFile,
    MAYFLY_LOCAL_SERVICES: JSON.stringify(ports),
    METADATA_SERVER_DETECTION: 'none',
    NODE_COMPILE_CACHE: join(folder, 'compiled'),
  };
  const args = (verb: string) => [
    `${root}infra/provision/main.ts`,
    verb,
    '--project',
    projectId,
    '--settings',
    settingsFile,
  ];
  const run = (all: readonly string[]) =>
    new Promise<Run>((resolve) => {
      execFile(process.execPath, all, { env }, (error, stdout, stderr) => {
        const code = error === null ? 0 : ((error.code as number | undefined) ?? null);
        resolve({ code, printed: `${stdout}${stderr}` });
      });
    });
  return {
    admin,
    ports,
    /**
     * The folder with the project's files. `env` is the environment of a command that works on the
     * project.
     */
    folder,
    env,
    gcloud: {
      read: () => readGcloudState(stateFile),
      /** Returns the arguments of every `gcloud` command so far, in order. */
      commands: () =>
        readFileSync(`${stateFile}.commands`, 'utf8')
          .trimEnd()
          .split('\n')
          .map((line) => JSON.parse(line) as string[]),
      change: (change: (state: GcloudState) => void) => {
        const state = readGcloudState(stateFile);
        change(state);
        writeGcloudState(stateFile, state);
      },
    },
    run: (verb: 'plan' | 'apply' | 'check', ...flags: readonly string[]) =>
      run([...args(verb), ...flags]),
    settings: (lines: string) => writeFileSync(settingsFile, lines),
    /** Starts the command, and kills it after it has printed the given number of lines. */
    killAfter: (verb: 'apply', lines: number) =>
      new Promise<void>((resolve) => {
        const child = spawn(process.execPath, args(verb), { env });
        let told = 0;
        child.stderr.on('data', (data: Buffer) => {
          told += data.toString().split('\n').length - 1;
          if (told >= lines) child.kill('SIGKILL');
        });
        child.on('close', () => resolve());
      }),
    /** Deploys every function as the manifest describes it. Each function gets its own address. */
    deployAll() {
      const state = readGcloudState(stateFile);
      for (const { name, ingress } of functions) {
        const isTask = ingress === 'scheduler';
        state.functions[name] = {
          revisions: { [`${name}-00001`]: { isReady: true, percent: 100, labels: {} } },
          location: 'europe-west1',
          ingress: isTask ? 'internal' : 'internal-and-cloud-load-balancing',
          account: `mayfly-${name}@${projectId}.iam.gserviceaccount.com`,
          env: {
            GOOGLE_CLOUD_PROJECT: projectId,
            KMS_LOCATION: 'europe',
            REGION: 'europe-west1',
            FIRESTORE_LOCATION: 'eur3',
            TRUSTED_PROXIES: isTask ? '0' : '1',
            ...(isTask && {
              TASKS_AUDIENCE: functionUrl(name),
              TASKS_SERVICE_ACCOUNT: `mayfly-scheduler@${projectId}.iam.gserviceaccount.com`,
            }),
          },
        };
      }
      writeGcloudState(stateFile, state);
    },
    /** Stores a value for each secret, as a person does by hand. */
    storeSecrets() {
      const state = readGcloudState(stateFile);
      for (const secret of Object.values(state.secrets)) secret.values = 1;
      writeGcloudState(stateFile, state);
    },
    /**
     * Issues the requested certificates. Google does this when the DNS proves who owns the host.
     */
    issueCertificates() {
      const state = readGcloudState(stateFile);
      const certificates = state.things['certificate-manager certificates'] ?? {};
      for (const [key, certificate] of Object.entries(certificates))
        certificates[key] = {
          ...certificate,
          managed: { ...(certificate['managed'] as object), state: 'ACTIVE' },
        };
      writeGcloudState(stateFile, state);
    },
    async stop() {
      await Promise.all([admin.stop(), kms.stop(), scheduler.stop()]);
      rmSync(folder, { recursive: true });
    },
  };
}
