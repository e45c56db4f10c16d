import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { KeyManagementServiceClient } from '@google-cloud/kms';
import { type Gcloud, readIfThere } from './gcloud.ts';
import { isStatus } from './is-status.ts';

export type Condition = {
  readonly title: string;
  readonly expression: string;
  readonly description?: string;
};

export type Binding = {
  readonly role: string;
  readonly members: readonly string[];
  readonly condition?: Condition;
};

/**
 * The grants on a resource, with an etag. If somebody else changes the grants between the read and
 * the write, the write fails because of the etag.
 */
export type Policy = {
  readonly version?: number;
  readonly etag?: string;
  readonly bindings: readonly Binding[];
};

/** A resource with a policy. */
export type Guarded = {
  readonly name: string;
  /** Returns a policy without grants if the resource does not exist yet. */
  read(): Promise<Policy>;
  write(policy: Policy): Promise<void>;
};

/**
 * Google requires this version of a policy for grants with conditions
 * (https://cloud.google.com/iam/docs/policies#versions).
 */
const policyVersion = 3;

/**
 * Returns the etag of the policy that was read, so that the write replaces only that policy.
 * @throws an error if no policy was read, because a write would then remove all grants of others
 */
function requireEtag({ etag }: Policy, name: string): string {
  if (etag === undefined || etag === '') throw new Error(`${name} has no policy to change`);
  return etag;
}

async function writeByFile(gcloud: Gcloud, args: readonly string[], policy: Policy): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'mayfly-policy-'));
  const file = join(folder, 'policy.json');
  try {
    await writeFile(file, JSON.stringify({ ...policy, version: policyVersion }));
    await gcloud.run([...args, file]);
  } finally {
    await rm(folder, { recursive: true });
  }
}

/**
 * The project, a secret, or an account. A group of `gcloud` commands reads and writes its policy.
 */
export function guardedByGcloud(
  gcloud: Gcloud,
  name: string,
  group: readonly string[],
  id: string,
): Guarded {
  return {
    name,
    async read() {
      const found = await readIfThere<Partial<Policy>>(gcloud, [...group, 'get-iam-policy', id]);
      return { ...found, bindings: found?.bindings ?? [] };
    },
    async write(policy) {
      requireEtag(policy, name);
      await writeByFile(gcloud, [...group, 'set-iam-policy', id], policy);
    },
  };
}

type ReadRequest = Parameters<KeyManagementServiceClient['getIamPolicy']>[0];
type WriteRequest = Parameters<KeyManagementServiceClient['setIamPolicy']>[0];

/**
 * Reads the policy of a key or of the key ring. According to its types, the client takes only an
 * instance of a message class, but a plain object also works.
 */
export async function readKeyPolicy(kms: KeyManagementServiceClient, resource: string) {
  const options = { requestedPolicyVersion: policyVersion };
  return (await kms.getIamPolicy({ resource, options } as ReadRequest))[0];
}

/**
 * Replaces the policy of a key or of the key ring.
 * @throws an error if the policy has changed since it was read, because its etag is then different
 */
export async function writeKeyPolicy(
  kms: KeyManagementServiceClient,
  resource: string,
  policy: { readonly bindings: readonly Binding[]; readonly etag: Uint8Array },
): Promise<void> {
  const versioned = { ...policy, version: policyVersion };
  await kms.setIamPolicy({ resource, policy: versioned } as unknown as WriteRequest);
}

/** A key or the key ring. The client of Cloud KMS reads and writes its policy. */
export function guardedKey(kms: KeyManagementServiceClient, name: string, key: string): Guarded {
  return {
    name,
    async read() {
      try {
        const found = await readKeyPolicy(kms, key);
        const bindings = (found.bindings ?? []).map(({ role, members, condition }) => ({
          role: role ?? '',
          members: members ?? [],
          ...(condition && { condition: condition as Condition }),
        }));
        const etag = Buffer.from(found.etag ?? '').toString('base64');
        return { bindings, ...(etag !== '' && { etag }) };
      } catch (error) {
        if (isStatus(error, 'NOT_FOUND')) return { bindings: [] };
        throw error;
      }
    },
    async write(policy) {
      const etag = Buffer.from(requireEtag(policy, name), 'base64');
      await writeKeyPolicy(kms, key, { bindings: policy.bindings, etag });
    },
  };
}
