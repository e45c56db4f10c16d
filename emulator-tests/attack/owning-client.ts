import { Firestore } from '@google-cloud/firestore';
import type { Victim } from './victim.ts';

const clients = new Map<string, Firestore>();

/**
 * Returns a client with every permission on a database. The suite uses it to prepare documents
 * before a deed, and to restore them after the deed.
 */
export function owningClient(
  { platform }: Pick<Victim, 'platform'>,
  databaseId: string,
): Firestore {
  const { GOOGLE_CLOUD_PROJECT: projectId, FIRESTORE_EMULATOR_HOST: host = '' } = platform.config;
  const known = clients.get(databaseId);
  if (known !== undefined) return known;
  const customHeaders = { authorization: 'Bearer owner' };
  const client = new Firestore({ projectId, databaseId, host, ssl: false, customHeaders });
  clients.set(databaseId, client);
  return client;
}

export async function closeOwningClients(): Promise<void> {
  await Promise.all([...clients.values()].map((client) => client.terminate()));
  clients.clear();
}
