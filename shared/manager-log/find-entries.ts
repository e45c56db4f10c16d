import * as z from 'zod';
import type { PersonIds } from '#shared/access/members/person-ids.ts';
import { requireScope } from '#shared/access/scope.ts';
import { personAddress } from '#shared/base/addresses/person-address.ts';
import { parse } from '#shared/base/problems/parse.ts';
import { managerLog } from '#shared/categories/manager-log.ts';
import type { Context } from '#shared/records/context.ts';
import { type ExportOptions, readExportOptions } from '#shared/records/export-options.ts';
import { findRecords } from '#shared/records/list-records.ts';
import { openPage } from '#shared/records/open-page.ts';
import { type Page, pageSizeDefault, pageSizeMax } from '#shared/records/page.ts';
import type { ClearRecord } from '#shared/records/record.ts';
import { conditionsOf, filterShape } from '#shared/records/record-filters.ts';
import type { Filter } from '#shared/store/store.ts';
import { actorMarkOf } from './actor-mark.ts';
import { actorMarkField } from './entry-hash.ts';

/**
 * How a caller identifies an actor: by the email address of a person, or by the beginning of an API
 * key.
 */
const actorShape = {
  email: personAddress.optional(),
  api_key: z
    .string()
    .regex(/^mf_[a-z][a-z0-9-]{1,39}_[0-9a-f]{8}$/, 'the beginning of an API key, as lists show it')
    .optional(),
};

type Actor = { readonly email?: string | undefined; readonly api_key?: string | undefined };

const countActors = ({ email, api_key }: Actor) =>
  [email, api_key].filter((each) => each !== undefined).length;

/** The body of a search for entries: exactly one actor, and the filters of the list. */
export const entrySearch = z
  .strictObject({
    ...actorShape,
    ...filterShape(managerLog),
    limit: z.int().min(1).max(pageSizeMax).default(pageSizeDefault),
    cursor: z.string().max(512).optional(),
  })
  .refine((body) => countActors(body) === 1, { params: { rule: 'exactly one of email, api_key' } });

/**
 * The body of an export of entries: at most one actor, and the options that `readExportOptions`
 * reads.
 */
export const entryExport = z
  .looseObject(actorShape)
  .refine((body) => countActors(body) <= 1, { params: { rule: 'at most one of email, api_key' } });

export type ActorNames = Pick<PersonIds, 'idOf' | 'markOf'>;

/**
 * The conditions by which a query finds only the entries of an actor. There are no conditions if
 * the body contains no actor.
 */
async function conditionsOfActor(
  ctx: Context,
  people: ActorNames,
  { email, api_key }: Actor,
): Promise<Filter[]> {
  const id = email === undefined ? api_key : await people.idOf(email);
  if (id === undefined) return [];
  const mark = await actorMarkOf(people, ctx.tenant, id);
  return [{ field: actorMarkField, op: '==', value: mark }];
}

/**
 * Finds entries of an actor, the newest first. The search costs one query, and computes no bcrypt
 * hash. It does not find entries that an earlier version of Mayfly stored without marks of actors.
 * @throws Problem `scope-missing`, `validation-failed`, `cursor-invalid`
 */
export async function findEntries(
  ctx: Context,
  people: ActorNames,
  body: unknown,
): Promise<Page<ClearRecord>> {
  requireScope(ctx.scopes, `${managerLog.id}:read`);
  const { email, api_key, limit, cursor, ...values } = parse(entrySearch, body);
  const ofActor = await conditionsOfActor(ctx, people, { email, api_key });
  const filters = [...ofActor, ...conditionsOf(managerLog, values)];
  return openPage(ctx, managerLog, await findRecords(ctx, managerLog, filters, { limit, cursor }));
}

/**
 * Reads the options and the filters of an export of entries from the request's body.
 * @throws Problem `scope-missing`, `validation-failed`
 */
export async function readEntryExport(
  ctx: Context,
  people: ActorNames,
  body: unknown,
): Promise<{ readonly options: ExportOptions; readonly filters: readonly Filter[] }> {
  requireScope(ctx.scopes, `${managerLog.id}:export`);
  const { email, api_key, ...others } = parse(entryExport, body);
  const { options, filters } = readExportOptions(managerLog, others);
  return {
    options,
    filters: [...(await conditionsOfActor(ctx, people, { email, api_key })), ...filters],
  };
}
