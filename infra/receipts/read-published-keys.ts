import { existsSync, readFileSync } from 'node:fs';
import { readKeys } from '#shared/subjects/receipts/verification/read-texts.ts';
import type { PublishedKey } from '#shared/vault/open-published-jws.ts';
import { root } from '../build/functions.ts';

/** Fetches the published keys of the running local stack. */
async function fetchLocalKeys(): Promise<string> {
  const state = `${root}.local/stack.json`;
  if (!existsSync(state))
    throw new Error('Give the keys with --keys FILE, or start the local stack.');
  const { base_url: base } = JSON.parse(readFileSync(state, 'utf8')) as { base_url: string };
  const response = await fetch(`${base}/.well-known/mayfly-keys.json`).catch(() => undefined);
  if (response?.ok !== true)
    throw new Error('The local stack does not answer. Give the keys with --keys FILE.');
  return response.text();
}

/**
 * Reads the published keys from a file. Without a file, fetches them from the running local stack.
 * @throws an error with a text for people
 */
export async function readPublishedKeys(
  file: string | undefined,
): Promise<readonly PublishedKey[]> {
  if (file !== undefined && !existsSync(file)) throw new Error(`There is no file ${file}.`);
  const text = file === undefined ? await fetchLocalKeys() : readFileSync(file, 'utf8');
  const keys = readKeys(text);
  if (keys === undefined) throw new Error('The keys are not a JSON Web Key Set.');
  return keys;
}
