import { randomBytes } from 'node:crypto';
import { type DocumentReference, Timestamp, v1 } from '@google-cloud/firestore';
import { credentials } from '@grpc/grpc-js';
import { hashApiKey, newApiKey } from '#shared/access/api-key.ts';
import { apiKeys } from '#shared/access/collections.ts';
import { members, people } from '#shared/access/members/collections.ts';
import { encodeMemberships } from '#shared/access/members/memberships.ts';
import { createPersonIds } from '#shared/access/members/person-ids.ts';
import { openEmail } from '#shared/access/members/seal-member.ts';
import { issueSession } from '#shared/access/session/issue-session.ts';
import { customers } from '#shared/categories/customers.ts';
import type { App } from '#shared/http/create-app.ts';
import { tenantFences, tenantProfiles } from '#shared/settings/collections.ts';
import { platformTenant } from '#shared/store/store.ts';
import { requestPersonRef } from '#shared/subjects/requests/request.ts';
import { openPerson } from '#shared/subjects/requests/seal-person.ts';
import type { Signer } from '#shared/vault/signer.ts';
import { createFakeSigner } from '#shared/vault/testing/create-fake-signer.ts';
import { createApiService } from '#shared/wiring/api-service.ts';
import { signerOf } from '#shared/wiring/keys/signer-of.ts';
import { wrapperOf } from '#shared/wiring/keys/wrapper-of.ts';
import { createPersonAccess } from '#shared/wiring/person-access.ts';
import type { Deed } from '../../infra/threat-model/deeds.ts';
import { allScopes } from '../harness/instance.ts';
import type { Scheduler } from '../harness/scheduler.ts';
import { owningClient } from './owning-client.ts';
import { restoring } from './restoring.ts';
import { succeeds, succeedsSomehow, type Thief } from './thief.ts';
import { asking, owner, stranger, tenant, type Victim, viewer } from './victim.ts';

type Attempt = (thief: Thief, victim: Victim, scheduler: Scheduler) => Promise<boolean>;

async function isServed(app: App, path: string, headers: { [name: string]: string }) {
  return (await app.request(path, { headers })).status === 200;
}

const customerPath = ({ records }: Victim) => `/v1/customers/${records.get(customers.id)?.id}`;
const bearer = (token: string) => ({ authorization: `Bearer ${token}` });

/** All scopes, as the Firestore protocol writes them. */
const scopesValue = { arrayValue: { values: allScopes.map((stringValue) => ({ stringValue })) } };

type ProtoFields = { readonly [field: string]: object };

/**
 * Calls Firestore without the usual client, because that client adds a precondition to each update.
 * Without a precondition, an update creates a missing document.
 */
async function upsert(thief: Thief, path: string, fields: ProtoFields): Promise<void> {
  const [address, port] = thief.databaseHost.split(':');
  const client = new v1.FirestoreClient({
    servicePath: address ?? '',
    port: Number(port),
    sslCreds: credentials.createInsecure(),
    projectId: thief.platform.config.GOOGLE_CLOUD_PROJECT,
  });
  try {
    const otherArgs = { headers: { authorization: 'Bearer owner' } };
    await client.updateDocument({ document: { name: path, fields } }, { otherArgs, maxRetries: 0 });
  } finally {
    await client.close();
  }
}

const insertApiKey: Attempt = async (thief, victim) => {
  const key = newApiKey(tenant, randomBytes);
  const document = thief.doc(apiKeys, tenant, hashApiKey(key));
  const isGood = () => isServed(victim.customers(), customerPath(victim), bearer(key));
  return restoring(victim, document, () =>
    succeedsSomehow(
      async () => {
        const data = { prefix: 'mf', scopes: [...allScopes], created_at: Timestamp.now() };
        await document.create(data);
        return isGood();
      },
      async () => {
        const project = `projects/${thief.platform.config.GOOGLE_CLOUD_PROJECT}`;
        const root = `${project}/databases/${apiKeys.database}/documents`;
        const created_at = { timestampValue: { seconds: Math.floor(Date.now() / 1_000) } };
        const fields = { prefix: { stringValue: 'mf' }, scopes: scopesValue, created_at };
        await upsert(thief, `${root}/${document.path}`, fields);
        return isGood();
      },
    ),
  );
};

const widenApiKey: Attempt = async (thief, victim) => {
  const document = thief.doc(apiKeys, tenant, hashApiKey(victim.weakKey));
  return restoring(victim, document, async () => {
    await document.update({ scopes: [...allScopes] });
    return isServed(victim.customers(), customerPath(victim), bearer(victim.weakKey));
  });
};

async function tokenOf({ tokens }: Scheduler, email: string): Promise<string> {
  const claims = { aud: 'console', sub: email, email, email_verified: true };
  return tokens.sign(claims, { expiresInSeconds: 600 });
}

/**
 * Tries to give the viewer the role owner. If that is refused, tries to make a stranger an owner.
 * The stranger has an account at the identity provider.
 */
const becomeOwner: Attempt = async (thief, victim, scheduler) => {
  const { issuer } = victim;
  const memberships = encodeMemberships([{ tenant, role: 'owner', issuer }]);
  const isOwner = async (email: string) =>
    isServed(victim.tenants(), '/v1/tenant/api-keys', bearer(await tokenOf(scheduler, email)));
  const own = thief.doc(people, platformTenant, victim.viewerId);
  const promote = async () => {
    await own.update({ memberships });
    return isOwner(viewer);
  };
  const { platform, name } = thief;
  const join = async () => {
    const ids = createPersonIds({ ...platform, wrapper: wrapperOf(platform, name) });
    const document = thief.doc(people, platformTenant, await ids.idOf(stranger));
    return restoring(victim, document, async () => {
      await document.create({ memberships });
      return isOwner(stranger);
    });
  };
  return restoring(victim, own, () => succeedsSomehow(promote, join));
};

/**
 * The thief has signed in as a viewer and knows the id of that session. Only the cookie says whose
 * session it is; the stored session does not. So the thief forges a cookie with the owner's email,
 * and signs the cookie with the genuine key. If that fails, the thief signs it with a new key that
 * has the same key id.
 */
const mintSession: Attempt = async (thief, victim) => {
  const { platform, name } = thief;
  const { sessions } = createPersonAccess(platform, wrapperOf(platform, name));
  const { sessionId: id, issuer } = victim;
  const now = platform.now();
  const session = { id, email: owner, issuer, begun_at: now };
  const genuine = signerOf(platform, name, 'session_signing');
  const own = createFakeSigner(genuine.keyId);
  const signedBy = (signer: Pick<Signer, 'keyId' | 'sign'>) => async () => {
    const [cookie = ''] = (await issueSession({ ...sessions, signer }, session, now)).split(';');
    return isServed(victim.tenants(), '/v1/tenant/api-keys', { cookie });
  };
  return succeedsSomehow(signedBy(genuine), signedBy(own));
};

const changeProfile: Attempt = async (thief, victim) => {
  const document = thief.doc(tenantProfiles, tenant, 'current');
  return restoring(victim, document, async () => {
    await document.update({ default_region: 'AT' });
    const init = { headers: bearer(victim.fullKey) };
    const answer = await victim.tenants().request('/v1/tenant', init);
    return JSON.stringify(await answer.json()).includes('"AT"');
  });
};

/** Writes the document with `set`. If Firestore refuses this, writes it with `update`. */
function write(document: DocumentReference, data: { [field: string]: unknown }) {
  return succeedsSomehow(
    async () => Boolean(await document.set(data)),
    async () => Boolean(await document.update(data)),
  );
}

function isSeen(victim: Victim): Promise<boolean> {
  return isServed(victim.customers(), customerPath(victim), bearer(victim.fullKey));
}

const fence = (thief: Pick<Thief, 'platform'>) => ({
  fences: [`${customers.id}=${thief.platform.now()}`],
  shortenings: [],
});

/**
 * Adds a fence that hides all existing records of a category. A tenant makes such a fence when it
 * switches the category off and on again.
 */
const moveFence: Attempt = async (thief, victim) => {
  const profile = thief.doc(tenantProfiles, tenant, 'current');
  const waiting = thief.doc(tenantFences, tenant, 'current');
  return restoring(victim, profile, () =>
    restoring(victim, waiting, async () => {
      const said = fence(thief);
      const pending = { pending: true, changed_at: Timestamp.now() };
      // A client with every permission creates the document. So a thief who may update but not
      // create documents can also write it.
      const none = { ...pending, fences: [], shortenings: [] };
      await owningClient(victim, tenantFences.database).doc(waiting.path).set(none);
      await write(waiting, { ...said, ...pending });
      await succeeds(async () => Boolean(await profile.update(said)));
      return !(await isSeen(victim));
    }),
  );
};

/** Stores an erasure that no owner has requested. It hides the records of a category. */
const feignErasure: Attempt = async (thief, victim) => {
  const waiting = thief.doc(tenantFences, tenant, 'current');
  return restoring(victim, waiting, async () => {
    const pending = { pending: true, changed_at: Timestamp.now(), fences: [], shortenings: [] };
    await owningClient(victim, tenantFences.database).doc(waiting.path).set(pending);
    const erasures = [`${customers.id}=${thief.platform.now()}=${'0'.repeat(32)}=`];
    await write(waiting, { ...pending, erasures });
    return !(await isSeen(victim));
  });
};

/**
 * First a client with every permission adds a fence that hides a category's records. Then the thief
 * deletes the fence, so that the records can be read again.
 */
const liftFence: Attempt = async (thief, victim) => {
  const profile = thief.doc(tenantProfiles, tenant, 'current');
  const waiting = thief.doc(tenantFences, tenant, 'current');
  return restoring(victim, profile, () =>
    restoring(victim, waiting, async () => {
      const said = fence(thief);
      const pending = { ...said, pending: true, changed_at: Timestamp.now() };
      await owningClient(victim, tenantProfiles.database).doc(profile.path).update(said);
      await owningClient(victim, tenantFences.database).doc(waiting.path).set(pending);
      if (await isSeen(victim)) throw new Error('the fence hides nothing');
      await succeedsSomehow(
        async () => Boolean(await waiting.delete()),
        async () => Boolean(await waiting.update({ fences: [] })),
      );
      return isSeen(victim);
    }),
  );
};

const takeRight: Attempt = async (thief, victim) => {
  const document = thief.doc(apiKeys, tenant, hashApiKey(victim.weakKey));
  return restoring(victim, document, async () => Boolean(await document.delete()));
};

const readMemberEmail: Attempt = async ({ platform, name }, victim) => {
  const { records, people: vouching } = createApiService(platform, name);
  const ref = { tenant, collection: members.id, id: victim.ownerId };
  const member = await platform.store.get(ref);
  if (member === undefined) return false;
  return (await openEmail({ ...records, ...vouching }, member)) === owner;
};

const readRequestPerson: Attempt = async ({ platform, name }, victim) => {
  const ctx = { ...createApiService(platform, name).records, tenant };
  const person = await platform.store.get(requestPersonRef(tenant, victim.requestId));
  return person !== undefined && (await openPerson(ctx, person)).email === asking;
};

const confirmManager: Attempt = async (thief) => {
  const { platform, name } = thief;
  const ids = createPersonIds({ ...platform, wrapper: wrapperOf(platform, name) });
  const person = await thief.doc(people, platformTenant, await ids.idOf(owner)).get();
  return JSON.stringify(person.get('memberships')).includes(tenant);
};

const readProfile: Attempt = async (thief) =>
  (await thief.doc(tenantProfiles, tenant, 'current').get()).exists;

export const accessDeeds = {
  'read-profile': readProfile,
  'read-member-email': readMemberEmail,
  'read-request-person': readRequestPerson,
  'confirm-manager': confirmManager,
  'insert-api-key': insertApiKey,
  'widen-api-key': widenApiKey,
  'become-owner': becomeOwner,
  'mint-session': mintSession,
  'change-profile': changeProfile,
  'move-fence': moveFence,
  'feign-erasure': feignErasure,
  'lift-fence': liftFence,
  'take-right': takeRight,
} as const satisfies { readonly [deed in Deed]?: Attempt };
