import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, inject, test } from 'vitest';
import { root } from '../../infra/build/functions.ts';
import { databases } from '../../infra/manifest.ts';

const rules = readFileSync(`${root}infra/firestore/deny-all.rules`, 'utf8');
const emulator = `http://${inject('firestoreHost')}`;
const value = { fields: { text: { stringValue: 'Hallo' } } };
const json = { 'Content-Type': 'application/json' };
/**
 * With this credential the emulator ignores the security rules, as production does for a service
 * account.
 */
const owner = { Authorization: 'Bearer owner' };

function send(method: string, path: string, body?: object, headers: object = {}) {
  const init = { method, headers: { ...json, ...headers } };
  const text = body === undefined ? {} : { body: JSON.stringify(body) };
  return fetch(`${emulator}${path}`, { ...init, ...text });
}

async function load(project: string, database: string): Promise<void> {
  const content = { rules: { files: [{ name: 'deny-all.rules', content: rules }] } };
  const path = `/emulator/v1/projects/${project}/databases/${database}:securityRules`;
  const answer = await send('PUT', path, content);
  if (!answer.ok) throw new Error(await answer.text());
}

const documents = (project: string, database: string) =>
  `/v1/projects/${project}/databases/${database}/documents`;

async function store(project: string, database: string): Promise<void> {
  const path = `${documents(project, database)}/chat_messages?documentId=there`;
  const answer = await send('POST', path, value, owner);
  if (!answer.ok) throw new Error(await answer.text());
}

/** Requests that a person without a credential could send from any browser. */
const attempts: readonly [string, string, string, object?][] = [
  ['reads a document', 'GET', '/chat_messages/there'],
  ['reads a missing document', 'GET', '/chat_messages/missing'],
  ['lists documents', 'GET', '/chat_messages'],
  ['creates a document', 'POST', '/chat_messages?documentId=new', value],
  ['changes a document', 'PATCH', '/chat_messages/there', value],
  ['deletes a document', 'DELETE', '/chat_messages/there'],
  [
    'sends a query over all collections with the same id',
    'POST',
    ':runQuery',
    { structuredQuery: { from: [{ collectionId: 'chat_messages', allDescendants: true }] } },
  ],
];

describe.each(databases.map(({ id }) => id))('%s', (database) => {
  const project = 'demo-deny-all';

  beforeAll(async () => {
    await load(project, database);
    await store(project, database);
  });

  test.each(attempts)(
    'a caller without a credential is refused if it %s',
    async (_what, method, path, body) => {
      const answer = await send(method, `${documents(project, database)}${path}`, body);
      expect([answer.status, await answer.text()]).toEqual([
        403,
        expect.stringContaining('PERMISSION_DENIED'),
      ]);
    },
  );

  test('after the refused requests a document is still stored, and a service account can read it', async () => {
    const path = `${documents(project, database)}/chat_messages/there`;
    expect(await (await send('GET', path, undefined, owner)).json()).toMatchObject(value);
  });
});

test('without these rules the emulator would let any caller read', async () => {
  await store('demo-open', 'mayfly');
  const answer = await send('GET', `${documents('demo-open', 'mayfly')}/chat_messages/there`);
  expect(answer.status).toBe(200);
});
