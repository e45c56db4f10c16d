import { createHash } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import * as z from 'zod';
import { retryChecked } from '#shared/access/commit-checked.ts';
import { rightTo } from '#shared/access/scope.ts';
import { hashSecret, tokenTexts } from '#shared/access/token-text.ts';
import { parse } from '#shared/base/problems/parse.ts';
import { Problem } from '#shared/base/problems/problem.ts';
import { formatInstant, microsPerMilli, microsPerSecond } from '#shared/base/time/instant.ts';
import { externalId, plainId } from '#shared/categories/field-schemas.ts';
import type { Context } from '#shared/records/context.ts';
import { isRecordId, newRecordId } from '#shared/store/document-ids.ts';
import { isUnexpired } from '#shared/store/live.ts';
import { createOrReplace } from '#shared/store/store.ts';
import {
  type DeviceGrant,
  devicePurposes,
  deviceTokenRef,
  type NamedInstance,
  openDeviceGrant,
  sealDeviceGrant,
} from './device-grant.ts';

/** The right to give device tokens. A tenant's backend has this right if it may write variables. */
const right = rightTo('variables:write');

/** The time for which a token is valid. */
const tokenMicros = 15 * 60 * microsPerSecond;

const actions = ['read', 'write', 'delete'] as const;

export const deviceTokenTexts = tokenTexts('mfd');

/**
 * The body of a request for a token. It names the conversation in the same way as a variable does:
 * by its id, or by its id in another system.
 */
export const newDeviceTokenSchema = z
  .strictObject({
    instance_id: plainId.optional(),
    instance_external_id: externalId.optional(),
    purpose: z.enum(devicePurposes),
  })
  .refine(
    (body) => (body.instance_id === undefined) !== (body.instance_external_id === undefined),
    {
      params: { rule: 'exactly one of instance_id, instance_external_id' },
    },
  );

/**
 * A new token. Only the first answer contains the text of the token, because Mayfly stores only a
 * hash of the token's secret.
 */
export type GivenDeviceToken = {
  readonly id: string;
  readonly token: string | null;
  readonly expires_at: string;
};

/**
 * The id of a token. If the request has an idempotency key, the id is a hash of this key; the key
 * itself is not stored.
 */
function idUnder(ctx: Context, key: string | undefined): string {
  if (key === undefined) return newRecordId(ctx);
  const text = JSON.stringify(['device token', ctx.tenant, key]);
  return createHash('sha256').update(text).digest('hex').slice(0, 32);
}

/**
 * Requires that an earlier request with the same idempotency key was for the same conversation and
 * purpose.
 * @throws Problem `idempotency-mismatch`
 */
function requireSame(earlier: DeviceGrant, wanted: DeviceGrant): void {
  const isSame = isDeepStrictEqual(earlier.instance, wanted.instance);
  if (!isSame || earlier.purpose !== wanted.purpose) throw new Problem('idempotency-mismatch');
}

/**
 * Gives a token for one conversation. For 15 minutes the token gives access to the variables of
 * that conversation, for one purpose and within the caller's scopes.
 * @returns null as `token` if an earlier request with the same `Idempotency-Key` created the token
 * @throws Problem `scope-missing`, `validation-failed`, `idempotency-mismatch`, `contention`
 */
export async function giveDeviceToken(
  ctx: Context,
  request: { readonly body: unknown; readonly idempotencyKey: string | undefined },
): Promise<GivenDeviceToken & { readonly replayed: boolean }> {
  right(ctx);
  const { purpose, ...named } = parse(newDeviceTokenSchema, request.body);
  const instance = named as NamedInstance;
  const id = idUnder(ctx, request.idempotencyKey);
  const ref = deviceTokenRef(ctx.tenant, id);
  const secret = Buffer.from(ctx.randomBytes(32)).toString('hex');
  const scopes = actions.map((action) => `variables:${action}`);
  return retryChecked(ctx, right, async (now) => {
    const wholeMillis = Math.floor(now.now() / microsPerMilli) * microsPerMilli;
    const grant: DeviceGrant = {
      secretHash: hashSecret(secret),
      instance,
      purpose,
      scopes: scopes.filter((scope) => now.scopes.has(scope)),
      expiresAt: wholeMillis + tokenMicros,
    };
    const told = (token: string | null, { expiresAt }: DeviceGrant, replayed: boolean) => ({
      id,
      token,
      expires_at: formatInstant(expiresAt),
      replayed,
    });
    const token = deviceTokenTexts.write({ tenant: now.tenant, id, secret });
    const found = await now.store.get(ref);
    if (isUnexpired(found, now.now())) {
      const earlier = await openDeviceGrant(now, found);
      // An earlier attempt of this request was committed, but its answer was lost.
      if (earlier.secretHash === grant.secretHash) return told(token, earlier, false);
      requireSame(earlier, grant);
      return told(null, earlier, true);
    }
    await now.commit([createOrReplace(ref, await sealDeviceGrant(now, ref, grant), found)]);
    return told(token, grant, false);
  });
}

/**
 * Revokes a token. The token stops working within 5 s.
 * @throws Problem `scope-missing`, `record-not-found`, `contention`
 */
export async function revokeDeviceToken(
  ctx: Context,
  { id }: { readonly id: string },
): Promise<void> {
  right(ctx);
  if (!isRecordId(id)) throw new Problem('record-not-found');
  await retryChecked(ctx, right, async (now, attempt) => {
    const found = await now.store.get(deviceTokenRef(now.tenant, id));
    if (!isUnexpired(found, now.now())) {
      // An earlier attempt of this request has deleted the token, but the answer was lost.
      if (attempt > 0) return;
      throw new Problem('record-not-found');
    }
    await now.commit([{ kind: 'delete', ref: found.ref, version: found.version }]);
  });
}
