import { closeSync, openSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Role } from '#shared/access/roles.ts';
import { makeDirectory } from './make-directory.ts';
import { writeStateFile, writeTextFile } from './write-state-file.ts';

/**
 * The content of `stack.json`: what other programs need to use the stack. The file exists only
 * while the stack is ready.
 */
export interface StackDescription {
  /** The address of the gateway, which forwards requests to all functions. */
  base_url: string;
  /** The id of the Google Cloud project that the stack imitates. */
  project_id: string;
  /** An API key of the first demo tenant. */
  api_key: string;
  /** An API key of the second demo tenant. */
  second_tenant_api_key: string;
  /** A bearer token of the operator. */
  operator_token: string;
  /** For each role, a bearer token of a person who has this role in the first demo tenant. */
  managers: { readonly [role in Role]: string };
  /** Host and port of the Firestore emulator. It is null if data is kept in memory. */
  firestore_emulator_host: string | null;
  /** The id of the process that runs the stack. */
  pid: number;
}

export interface StackFiles {
  lock: string;
  log: string;
  /**
   * Writes `stack.json` and `env`. `env` contains the variables for bundles that people start by
   * hand. If bundles cannot reach the data, the parameter `env` is undefined, and no file `env` is
   * written.
   */
  publish(
    description: StackDescription,
    env: { readonly [name: string]: string } | undefined,
  ): void;
  withdraw(): void;
}

/** @throws an error if this process cannot write to the directory */
export function openStackFiles(dir: string): StackFiles {
  const description = join(dir, 'stack.json');
  const env = join(dir, 'env');
  makeDirectory(dir, '--local-dir');
  return {
    lock: join(dir, 'stack.lock'),
    log: join(dir, 'stack.log'),
    publish(content, variables) {
      const lines = Object.entries(variables ?? {}).map(([name, value]) => `${name}=${value}\n`);
      if (variables !== undefined) writeTextFile(env, lines.join(''));
      // `stack.json` is written last, because other programs wait for this file before they use the
      // stack.
      writeStateFile(description, content);
    },
    withdraw() {
      for (const path of [description, env]) rmSync(path, { force: true });
    },
  };
}

/** Empties the log. Only the owner of the file can read the log. */
export function emptyLog(path: string): void {
  rmSync(path, { force: true });
  closeSync(openSync(path, 'w', 0o600));
}
