import * as z from 'zod';
import { rightTo } from '#shared/access/scope.ts';
import { parse } from '#shared/base/problems/parse.ts';
import { Problem } from '#shared/base/problems/problem.ts';
import { formatInstant } from '#shared/base/time/instant.ts';
import { plainId, variableName } from '#shared/categories/field-schemas.ts';
import { variables } from '#shared/categories/variables.ts';
import type { Context } from '#shared/records/context.ts';
import { correctRecord } from '#shared/records/correct-record.ts';
import type { ClearRecord } from '#shared/records/record.ts';
import { findByUniqueFields } from '#shared/records/upsert-record.ts';
import { expiryOf } from '#shared/settings/retention.ts';

const touchInput = z.strictObject({ experience_id: plainId, name: variableName });

/**
 * Lets the retention of a variable begin again. Only the expiry changes. So the variable keeps a
 * value that another caller stores at the same time, and a deleted variable stays deleted.
 * @throws Problem `scope-missing`, `validation-failed`, `record-not-found`, `category-off`,
 * `contention`
 */
export async function touchVariable(
  ctx: Context,
  input: { readonly instanceId: string; readonly body: unknown },
): Promise<ClearRecord> {
  rightTo('variables:write')(ctx);
  const fields = { ...parse(touchInput, input.body), instance_id: input.instanceId };
  const document = await findByUniqueFields(ctx, variables, fields);
  if (document === undefined) throw new Problem('record-not-found');
  const expiresAt = expiryOf(ctx.settings, variables, fields, ctx.now());
  const body = { expires_at: formatInstant(expiresAt) };
  return correctRecord(ctx, { category: variables, id: document.ref.id, body });
}
