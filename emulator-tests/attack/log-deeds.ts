import { decodeJwt } from 'jose';
import type { Clock } from '#shared/base/time/clock.ts';
import { microsPerSecond } from '#shared/base/time/instant.ts';
import { managerLog } from '#shared/categories/manager-log.ts';
import { managerLogSeals } from '#shared/manager-log/collections.ts';
import { hashEntry } from '#shared/manager-log/entry-hash.ts';
import type { EntryPlace } from '#shared/manager-log/entry-place.ts';
import { hourOf, sealExpiry } from '#shared/manager-log/log-hour.ts';
import { openSeal, type Seal, sealId, sealKind } from '#shared/manager-log/seal.ts';
import { signStatement } from '#shared/manager-log/sign-statement.ts';
import { verifyLog } from '#shared/manager-log/verification/verify-log.ts';
import { everythingOn } from '#shared/settings/testing/everything-on.ts';
import type { DocumentData, DocumentRef, StoredDocument } from '#shared/store/store.ts';
import { runSeal } from '#shared/sweeps/seal/run-seal.ts';
import { connectKmsPublicKeys } from '#shared/vault/kms-signer.ts';
import { encrypterOf } from '#shared/wiring/keys/encrypter-of.ts';
import { kmsOptions } from '#shared/wiring/keys/kms-options.ts';
import { signerOf } from '#shared/wiring/keys/signer-of.ts';
import { createManagerLog } from '#shared/wiring/manager-log-deps.ts';
import type { Platform } from '#shared/wiring/platform.ts';
import { createTaskWork } from '#shared/wiring/task-service.ts';
import type { Deed } from '../../infra/threat-model/deeds.ts';
import { succeedsSomehow, type Thief } from './thief.ts';
import { owner, tenant, type Victim } from './victim.ts';

type Attempt = (thief: Thief, victim: Victim) => Promise<boolean>;

const hour = 3_600 * microsPerSecond;
let logs = 0;

/**
 * Writes two entries into the manager log of a new tenant.
 * @returns the id of that tenant, and the place of each entry in the log. The log line of a real
 * request would state this place.
 */
async function writeLog(platform: Platform, now: Clock) {
  logs += 1;
  const log = `log${logs}`;
  const writer = createManagerLog({ ...platform, now }, encrypterOf(platform, 'chat'));
  const places: EntryPlace[] = [];
  for (const action of ['customers.read', 'customers.delete']) {
    const settings = everythingOn();
    places.push(
      await writer.record({ tenant: log, settings, actor: owner, actorId: 'olga', action }),
    );
  }
  return { log, places };
}

/**
 * Tells whether a verification that has no log lines misses the change of the manager log.
 * @throws an error if a verification that has the log lines misses the change too
 */
async function isUnnoticed({ platform }: Victim, log: string, places: readonly EntryPlace[]) {
  const keys = connectKmsPublicKeys(kmsOptions(platform.config, 'verifier'));
  const deps = { store: platform.store, keys, now: platform.now };
  const alone = await verifyLog(deps, log);
  const told = await verifyLog({ ...deps, witness: { places, seals: [] } }, log);
  if (alone.problems.length === 0 && told.problems.length === 0)
    throw new Error('log lines do not show the change of the log');
  return alone.problems.length === 0;
}

async function entryAt({ platform }: Victim, log: string, action: string): Promise<StoredDocument> {
  const all = { collection: managerLog.id, tenant: log, where: [], orderBy: [], limit: 10 };
  const found = (await platform.store.query(all)).find(({ data }) => data['action'] === action);
  if (found === undefined) throw new Error('the entry is missing');
  return found;
}

/**
 * Changes a document in place. If that is refused, deletes the document and creates it with the new
 * data.
 */
function overwrite({ platform: { store } }: Thief, ref: DocumentRef, data: DocumentData) {
  return succeedsSomehow(
    async () => {
      await store.commit([{ kind: 'update', ref, data }]);
      return true;
    },
    async () => {
      await store.commit([{ kind: 'delete', ref }]);
      await store.commit([{ kind: 'create', ref, data }]);
      return true;
    },
  );
}

/** Returns forged data of an entry. The action is an export now, and the hash fits this data. */
function rewritten({ ref, data }: StoredDocument): DocumentData {
  const { entry_hash: _, ...rest }: DocumentData = { ...data, action: 'customers.export' };
  return { ...rest, entry_hash: hashEntry(ref, rest) };
}

const rewriteLog: Attempt = async (thief, victim) => {
  const { log, places } = await writeLog(victim.platform, victim.platform.now);
  const last = await entryAt(victim, log, 'customers.delete');
  if (!(await overwrite(thief, last.ref, rewritten(last)))) return false;
  return isUnnoticed(victim, log, places);
};

const cutLog: Attempt = async (thief, victim) => {
  const { log, places } = await writeLog(victim.platform, victim.platform.now);
  const { ref } = await entryAt(victim, log, 'customers.delete');
  await thief.platform.store.commit([{ kind: 'delete', ref }]);
  return isUnnoticed(victim, log, places);
};

async function sealLog({ platform }: Victim): Promise<void> {
  const onFailure = (error: unknown) => {
    throw error;
  };
  const signer = signerOf(platform, 'seal');
  await runSeal({ ...createTaskWork(platform), signer, onSealed: () => undefined, onFailure });
}

const rewriteSealedLog: Attempt = async (thief, victim) => {
  const { platform } = victim;
  const earlier = () => platform.now() - 2 * hour;
  const { log, places } = await writeLog(platform, earlier);
  await sealLog(victim);
  const sealRef = { tenant: log, collection: managerLogSeals.id, id: sealId(1) };
  const stored = await platform.store.get(sealRef);
  const last = await entryAt(victim, log, 'customers.delete');
  if (stored === undefined) throw new Error('the seal of the hour is missing');
  const data = rewritten(last);
  const said = JSON.stringify(decodeJwt(String(stored.data['jws'])));
  const changed = said.replaceAll(String(last.data['entry_hash']), String(data['entry_hash']));
  const signer = signerOf(thief.platform, thief.name);
  const jws = await signStatement(signer, sealKind, JSON.parse(changed) as Seal);
  if (!(await overwrite(thief, last.ref, data))) return false;
  if (!(await overwrite(thief, sealRef, { ...stored.data, jws }))) return false;
  return isUnnoticed(victim, log, places);
};

const forgeSeal: Attempt = async ({ platform, name }) => {
  logs += 1;
  const log = `log${logs}`;
  const sealed = hourOf(platform.now() - 5 * hour);
  const expires_at = sealExpiry(sealed);
  const seal: Seal = {
    format: 'mayfly-log-seal-2',
    tenant: log,
    number: 1,
    hour: sealed,
    sealed_at: platform.now(),
    expires_at,
    previous: null,
    entries: 0,
    writers: [],
  };
  const jws = await signStatement(signerOf(platform, name), sealKind, seal);
  const ref = { tenant: log, collection: managerLogSeals.id, id: sealId(1) };
  const data = { number: 1, hour: sealed, expires_at, purge_shard: 0, jws };
  await platform.store.commit([{ kind: 'create', ref, data }]);
  const keys = connectKmsPublicKeys(kmsOptions(platform.config, 'verifier'));
  return (await openSeal(keys, { ref, data, version: '' as never })) !== undefined;
};

async function readLog({ fullKey, log }: Victim): Promise<string> {
  const headers = { authorization: `Bearer ${fullKey}` };
  return (await log().request('/v1/manager-log', { headers })).text();
}

const inventLogEntry: Attempt = async (thief, victim) => {
  const { platform, name } = thief;
  const target = `invented.${name}`;
  await createManagerLog(platform, encrypterOf(platform, name)).record({
    tenant,
    settings: everythingOn(),
    actor: owner,
    actorId: 'olga',
    action: 'customers.delete',
    target,
  });
  return (await readLog(victim)).includes(target);
};

export const logDeeds = {
  'invent-log-entry': inventLogEntry,
  'rewrite-log': rewriteLog,
  'cut-log': cutLog,
  'rewrite-sealed-log': rewriteSealedLog,
  'forge-seal': forgeSeal,
} as const satisfies { readonly [deed in Deed]?: Attempt };
