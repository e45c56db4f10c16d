import type { IncomingMessage, ServerResponse } from 'node:http';
import { Firestore } from '@google-cloud/firestore';

/**
 * The smallest possible function on Firestore: it writes one document with the client, and answers.
 */
export async function handler(_request: IncomingMessage, response: ServerResponse): Promise<void> {
  const firestore = new Firestore({
    projectId: process.env['GOOGLE_CLOUD_PROJECT'] ?? '',
    databaseId: 'mayfly',
    host: process.env['FIRESTORE_EMULATOR_HOST'] ?? '',
    ssl: false,
    customHeaders: { authorization: 'Bearer owner' },
  });
  await firestore.collection('tenants/bare/notes').doc().create({ text: 'Guten Tag' });
  response.writeHead(201, { 'content-type': 'application/json' });
  response.end('{}');
}
