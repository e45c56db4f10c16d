import type { KeyManagementServiceClient } from '@google-cloud/kms';
import type { Binding } from '../policy.ts';

type Written = { readonly bindings: readonly Binding[]; readonly etag?: Uint8Array };

/** Imitates the client of Cloud KMS. It keeps the policies of a key ring and its keys in memory. */
export function createKeyPolicies() {
  const policies = new Map<string, readonly Binding[]>();
  const etag = Buffer.from('1');
  const client = {
    getIamPolicy: async ({ resource }: { readonly resource: string }) => [
      { bindings: policies.get(resource) ?? [], etag },
    ],
    setIamPolicy: async ({ resource, policy }: { readonly resource: string; policy: Written }) => {
      policies.set(resource, policy.bindings);
    },
  };
  return { policies, kms: client as unknown as KeyManagementServiceClient };
}
