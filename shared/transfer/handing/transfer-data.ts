import { createHash } from 'node:crypto';
import * as z from 'zod';
import { rightTo } from '#shared/access/scope.ts';
import { parse } from '#shared/base/problems/parse.ts';
import { Problem } from '#shared/base/problems/problem.ts';
import { formatInstant } from '#shared/base/time/instant.ts';
import {
  plainId,
  requiredJson,
  variableName,
  variableValueBytes,
} from '#shared/categories/field-schemas.ts';
import { variables } from '#shared/categories/variables.ts';
import type { Context } from '#shared/records/context.ts';
import { settingsOf } from '#shared/settings/settings.ts';
import { newRecordId } from '#shared/store/document-ids.ts';
import { findEndpoint } from '../endpoints/change-endpoints.ts';
import type { NamedEndpoint } from '../endpoints/endpoint.ts';
import { endpointName, transferredMax } from '../endpoints/endpoint-schema.ts';
import type { DeviceHolder } from '../tokens/find-device-token.ts';
import { type HandedOver, type HandingDeps, handOver } from './hand-over.ts';
import { mapFields } from './map-fields.ts';

/** The maximum number of bytes in a transfer. */
export const transferBytesMax = 1_048_576;

export const transferSchema = z.strictObject({
  /** The name of the tenant's endpoint. */
  endpoint: endpointName,
  experience_id: plainId,
  /** The chosen variables. They follow the rules of the category `variables`. */
  variables: z
    .record(variableName, requiredJson(variableValueBytes))
    .refine((all) => Object.keys(all).length > 0, { params: { rule: 'at least 1' } })
    .refine((all) => Object.keys(all).length <= transferredMax, {
      params: { rule: `at most ${transferredMax}` },
    }),
});

type TransferInput = z.infer<typeof transferSchema>;

/**
 * Refuses variables that are not in the mapping. Otherwise they would be left out without notice.
 * @throws Problem `validation-failed`
 */
function requireMapped({ mapping }: NamedEndpoint, names: readonly string[]): void {
  if (mapping === undefined || names.every((name) => Object.hasOwn(mapping, name))) return;
  const rule = 'only variables that the endpoint maps';
  throw new Problem('validation-failed', { errors: [{ pointer: '/variables', rule }] });
}

function bodyOf(
  ctx: Context,
  endpoint: NamedEndpoint,
  { grant }: DeviceHolder,
  input: TransferInput,
): string {
  const entries = Object.entries(input.variables);
  if (endpoint.mapping !== undefined) return JSON.stringify(mapFields(endpoint.mapping, entries));
  const data = {
    tenant: ctx.tenant,
    experience_id: input.experience_id,
    ...grant.instance,
    variables: input.variables,
  };
  return JSON.stringify({ type: 'device_data', timestamp: formatInstant(ctx.now()), data });
}

/**
 * The id of the message that a request sends. If a request is repeated with the same token and the
 * same `Idempotency-Key`, the repeated message has the same id. Otherwise each message gets a new
 * id.
 */
function messageIdOf(ctx: Context, holder: DeviceHolder, key: string | undefined): string {
  if (key === undefined) return `msg_${newRecordId(ctx)}`;
  const text = JSON.stringify([ctx.tenant, holder.id, key]);
  return `msg_${createHash('sha256').update(text).digest('hex').slice(0, 32)}`;
}

export type Transferred = HandedOver & {
  /** The names of the sent variables. */
  readonly variables: readonly string[];
};

/**
 * Sends chosen variables of a device to a tenant's system. Mayfly neither stores nor logs the
 * values of these variables.
 * @throws Problem `validation-failed`, `record-not-found`, `category-off`; KeyServiceUnavailable,
 * KeyDenied
 */
export async function transferData(
  ctx: Context,
  handing: HandingDeps,
  holder: DeviceHolder,
  request: {
    readonly body: unknown;
    readonly idempotencyKey: string | undefined;
    readonly isWaitedFor: () => boolean;
  },
): Promise<Transferred> {
  const input = parse(transferSchema, request.body);
  if (settingsOf(ctx.settings, variables).destination === 'off') throw new Problem('category-off');
  const endpoint = await findEndpoint(ctx, input.endpoint);
  const names = Object.keys(input.variables);
  requireMapped(endpoint, names);
  const handed = await handOver(handing, {
    tenant: ctx.tenant,
    endpoint,
    messageId: messageIdOf(ctx, holder, request.idempotencyKey),
    body: bodyOf(ctx, endpoint, holder, input),
    isWaitedFor: request.isWaitedFor,
  });
  return { ...handed, variables: names };
}

/**
 * Sends one message without personal data to an endpoint, so that an owner sees whether the
 * endpoint accepts messages.
 * @throws Problem `scope-missing`, `record-not-found`; KeyServiceUnavailable, KeyDenied
 */
export async function testEndpoint(
  ctx: Context,
  handing: HandingDeps,
  { id, isWaitedFor }: { readonly id: string; readonly isWaitedFor: () => boolean },
): Promise<HandedOver> {
  rightTo('tenant')(ctx);
  const endpoint = await findEndpoint(ctx, id);
  const data = { tenant: ctx.tenant };
  const body = JSON.stringify({ type: 'test', timestamp: formatInstant(ctx.now()), data });
  const messageId = `msg_${newRecordId(ctx)}`;
  return handOver(handing, { tenant: ctx.tenant, endpoint, messageId, body, isWaitedFor });
}
