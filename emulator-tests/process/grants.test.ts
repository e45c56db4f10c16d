import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { beforeAll, describe, expect, test } from 'vitest';
import { systemClock } from '#shared/base/time/clock.ts';
import { KeyDenied } from '#shared/vault/key-wrapper.ts';
import { connectKmsPublicKeys, connectKmsSigner } from '#shared/vault/kms-signer.ts';
import { connectKms } from '#shared/vault/open/connect-kms.ts';
import { kmsOptions } from '#shared/wiring/keys/kms-options.ts';
import { firstCallOf } from '../../infra/build/first-call.ts';
import { functions, keys } from '../../infra/manifest.ts';
import { callerOf } from '../harness/caller.ts';
import { environmentOf, type FunctionProcess, startFunction } from '../harness/function-process.ts';
import { createInstance, storeKey } from '../harness/instance.ts';
import { startScheduler } from '../harness/scheduler.ts';
import { useStack } from '../harness/stack.ts';
import { stackConfig } from '../harness/stack-config.ts';
import { type Stored, storedIn } from '../harness/stored-state.ts';

type Grants = {
  readonly decrypts: readonly string[];
  readonly unwraps: readonly string[];
  readonly encrypts: readonly string[];
  readonly signs: readonly string[];
  readonly verifies: readonly string[];
  readonly destroys: readonly string[];
};

const script = fileURLToPath(new URL('open-as.ts', import.meta.url));
const stack = useStack('demo-grants');
const keyIds = keys.filter(({ purpose }) => purpose === 'symmetric').map(({ id }) => id);
/** Callers without grants. One has the name of a property that every JavaScript object has. */
const strangers = ['nobody', 'provisioner', '', 'constructor'];
let customers: FunctionProcess;
let record: { readonly id: string; readonly email: string };
let dataKeys: Stored[];
let key: string;

beforeAll(async () => {
  key = await storeKey(createInstance(stack(), { now: systemClock }), systemClock, 'acme');
  customers = await startFunction(stack(), 'customers');
  const { body } = await callerOf(customers, key)('POST', '/v1/customers', {
    email: 'anna@example.org',
    authenticated_by: 'sso',
  });
  record = body;
  const { wrapped } = {
    wrapped: (await stack().readState()).filter(({ fields }) => 'wrapped' in fields),
  };
  dataKeys = wrapped.filter(({ fields }) => fields['category']?.['stringValue'] === 'customers');
});

/**
 * Starts a process that tries to load the data key of `customers`, once with the identity of each
 * caller. Returns one line for each caller.
 */
async function openAs(...callers: readonly string[]): Promise<string[]> {
  const args = [script, 'acme', 'customers', dataKeys[0]?.id ?? '', ...callers];
  const { stdout } = await promisify(execFile)(process.execPath, args, {
    env: environmentOf(stack(), 'customers'),
  });
  // The output also contains log lines in JSON about refusals. They are left out.
  return stdout
    .trimEnd()
    .split('\n')
    .filter((line) => !line.startsWith('{'));
}

describe('the data key of a record that the function customers wrote', () => {
  test('is the only data key of the category, and the function customers can unwrap it', async () => {
    expect(storedIn(await stack().readState(), 'customers')).toHaveLength(1);
    expect(dataKeys).toHaveLength(1);
    const read = await callerOf(customers, key)('GET', `/v1/customers/${record.id}`);
    expect([read.status, read.body.email]).toEqual([200, 'anna@example.org']);
    expect(await openAs('customers')).toEqual(['opened 32 bytes']);
  });

  const opening = new Set(['customers', 'rekey', 'subjects']);
  const alone = functions.map(({ name }) => name).filter((name) => !opening.has(name));
  test('can also be unwrapped by rekey and subjects, and by no other identity', async () => {
    const callers = [...alone, ...strangers];
    expect(await openAs(...callers)).toEqual(callers.map(() => 'KeyDenied'));
    expect(await openAs('rekey')).toEqual(['opened 32 bytes']);
    expect(await openAs('subjects')).toEqual(['opened 32 bytes']);
  });

  test('cannot be unwrapped by chat, even if the document of the key names the category of chat', async () => {
    const chat = await startFunction(stack(), 'chat');
    const call = callerOf(chat, key);
    const message = { conversation_id: 'c1', author: 'bot', text: 'Hallo' };
    const { body } = await call('POST', '/v1/chat-messages', message);
    expect((await call('GET', `/v1/chat-messages/${body.id}`)).status).toBe(200);
    await passOff(body.id);
    const answer = await call('GET', `/v1/chat-messages/${body.id}`);
    expect(answer.status).toBe(500);
    expect(answer.text).not.toContain('anna');
  });
});

/**
 * Pretends that a data key of customers belongs to chat. The test changes a message of chat, so
 * that the message names this key. It also changes the category in the key's document to that of
 * chat.
 */
async function passOff(messageId: string): Promise<void> {
  const [dataKey] = dataKeys;
  if (dataKey === undefined) throw new Error('customers has no data key');
  const patch = async (database: string, path: string, fields: Stored['fields']) => {
    const mask = Object.keys(fields)
      .map((name) => `updateMask.fieldPaths=${name}`)
      .join('&');
    const document = `projects/${stack().projectId}/databases/${database}/documents/${path}`;
    const response = await fetch(`http://${stack().emulatorHost}/v1/${document}?${mask}`, {
      method: 'PATCH',
      headers: { authorization: 'Bearer owner', 'content-type': 'application/json' },
      body: JSON.stringify({ fields }),
    });
    if (!response.ok) throw new Error(await response.text());
  };
  const { database, tenant, collection, id } = dataKey;
  await patch(database, `tenants/${tenant}/${collection}/${id}`, {
    category: { stringValue: 'chat_messages' },
  });
  await patch('mayfly', `tenants/acme/chat_messages/${messageId}`, { dek: { stringValue: id } });
}

describe('each identity can use the keys that the manifest grants, and no others', () => {
  const nothing = {
    decrypts: [],
    unwraps: [],
    encrypts: [],
    signs: [],
    verifies: [],
    destroys: [],
  };
  const callers = [
    ...functions.map((entry): [string, Grants] => [entry.name, entry]),
    ...strangers.map((name): [string, Grants] => [name, nothing]),
  ];
  const kmsAs = (caller: string) => kmsOptions(stackConfig(stack()), caller);

  /** Tries a call. Only a missing permission counts as a refusal. */
  async function outcomeOf(work: Promise<unknown>): Promise<string> {
    try {
      await work;
      return 'done';
    } catch (error) {
      const isDenial = error instanceof KeyDenied && error.cause === 7;
      return isDenial ? 'denied' : String(error);
    }
  }

  test.each(callers)('%s', async (caller, granted) => {
    const [bytes, aad] = [Buffer.from('a data key'), Buffer.from('aad')];
    const own = connectKms(kmsAs(caller));
    for (const keyId of keyIds) {
      const owner = functions.find(({ decrypts }) => decrypts.includes(keyId));
      const wrapped = await connectKms(kmsAs(owner?.name ?? '')).wrap(keyId, bytes, aad);
      const outcomes = [
        await outcomeOf(own.wrap(keyId, bytes, aad)),
        await outcomeOf(own.unwrap(keyId, wrapped, aad)),
      ];
      const both = granted.decrypts.includes(keyId);
      const reads = both || granted.unwraps.includes(keyId);
      const writes = both || granted.encrypts.includes(keyId);
      const expected = [writes, reads].map((isGranted) => (isGranted ? 'done' : 'denied'));
      expect([keyId, ...outcomes]).toEqual([keyId, ...expected]);
    }
    for (const key of ['receipts', 'session_signing'] as const) {
      const signer = connectKmsSigner({ ...kmsAs(caller), key, keyVersion: 1 });
      const used = [
        await outcomeOf(signer.sign(bytes)),
        await outcomeOf(signer.publicKeys(signer.keyId)),
      ];
      const may = [granted.signs.includes(key), granted.verifies.includes(key)];
      const expected = may.map((isGranted) => (isGranted ? 'done' : 'denied'));
      expect([key, ...used]).toEqual([key, ...expected]);
    }
  });

  test('each function of the API except notices may encrypt entries of the manager log, and only manager-log and rekey may decrypt them', () => {
    // The routes of `notices` neither show nor change personal data, so they need no entry in the
    // manager log.
    const isApi = (path: string) => path.startsWith('/v1/') && !path.startsWith('/v1/notice');
    for (const { name, encrypts, decrypts } of functions.filter(({ serves }) => serves.some(isApi)))
      expect([name, [...encrypts, ...decrypts].includes('manager_log')]).toEqual([name, true]);
    const readers = functions.filter(({ decrypts, unwraps }) =>
      [...decrypts, ...unwraps].includes('manager_log'),
    );
    expect(readers.map(({ name }) => name)).toEqual(['manager-log', 'rekey']);
  });

  test('the verifier may read the public key of receipts, and may neither encrypt nor sign', async () => {
    const [bytes, aad] = [Buffer.from('x'), Buffer.from('aad')];
    expect(await connectKmsPublicKeys(kmsAs('verifier'))('receipts/1')).toContain('PUBLIC KEY');
    const wrapper = connectKms(kmsAs('verifier'));
    expect(await outcomeOf(wrapper.wrap('manager_log', bytes, aad))).toBe('denied');
    const signer = connectKmsSigner({ ...kmsAs('verifier'), key: 'receipts', keyVersion: 1 });
    expect(await outcomeOf(signer.sign(bytes))).toBe('denied');
  });
});

describe('functions that may decrypt nothing', () => {
  // `seal` is left out: every day it signs a receipt of the expired records, even if none expired.
  const without = functions.filter(
    ({ name, decrypts }) => decrypts.length === 0 && name !== 'seal',
  );

  test.each(without.map(({ name }) => name))(
    '%s sends no request to the key service if there is no work',
    async (name) => {
      const scheduler = await startScheduler(stack());
      const running = await startFunction(stack(), name, { env: scheduler.env });
      const before = stack().kms.calls();
      const { method, path } = firstCallOf(name) ?? { method: 'GET', path: '/health' };
      const credential = path.startsWith('/tasks/') ? await scheduler.token() : key;
      expect((await callerOf(running, credential)(method, path)).status).toBe(200);
      expect(stack().kms.calls()).toEqual(before);
    },
  );
});
