import { createRequire } from 'node:module';
import { join } from 'node:path';
import { GrpcFailure, type UnaryHandlers } from '../grpc/grpc-server.ts';
import { findKey, findRing, type KmsStore } from './kms-state.ts';

type Policy = {
  readonly bindings?: readonly { readonly role: string; readonly members: readonly string[] }[];
  readonly etag?: Uint8Array;
};

/**
 * Returns the path of the protos for policies. They are in the copy of google-gax that the KMS
 * client uses.
 */
export function policyProtos(): string {
  const fromClient = createRequire(createRequire(import.meta.url).resolve('@google-cloud/kms'));
  return join(fromClient.resolve('google-gax'), '../../protos/iam_service.json');
}

/**
 * Creates the handlers that return and set the policies of keys and key rings. Policies are stored,
 * but they have no effect: the emulator checks only the grants that it was started with.
 */
export function createPolicyHandlers(store: KmsStore): UnaryHandlers {
  const policies = new Map<string, { readonly policy: Policy; readonly version: number }>();
  const etagOf = (resource: string) => Buffer.from(String(policies.get(resource)?.version ?? 0));
  const requireThere = (resource: string) =>
    resource.includes('/cryptoKeys/') ? void findKey(store, resource) : findRing(store, resource);
  const answer = (resource: string) => ({
    ...policies.get(resource)?.policy,
    etag: etagOf(resource),
  });
  return {
    GetIamPolicy({ resource }: { readonly resource: string }) {
      requireThere(resource);
      return answer(resource);
    },
    SetIamPolicy({ resource, policy }: { readonly resource: string; readonly policy: Policy }) {
      requireThere(resource);
      if (!etagOf(resource).equals(Buffer.from(policy.etag ?? []))) {
        throw new GrpcFailure('ABORTED', 'There were concurrent policy changes.');
      }
      policies.set(resource, { policy, version: (policies.get(resource)?.version ?? 0) + 1 });
      return answer(resource);
    },
  };
}
