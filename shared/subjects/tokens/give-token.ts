import * as z from 'zod';
import { retryChecked } from '#shared/access/commit-checked.ts';
import { maySeeRestricted, rightTo } from '#shared/access/scope.ts';
import { hashSecret } from '#shared/access/token-text.ts';
import { parse } from '#shared/base/problems/parse.ts';
import { Problem } from '#shared/base/problems/problem.ts';
import {
  formatInstant,
  type Instant,
  microsPerMilli,
  microsPerSecond,
} from '#shared/base/time/instant.ts';
import { identifierNames } from '#shared/categories/category-subject.ts';
import { openLedger } from '#shared/ledger/open-ledger.ts';
import { createOnce, findEffect } from '#shared/records/commit-once.ts';
import type { Context } from '#shared/records/context.ts';
import { describeRepeat } from '#shared/records/idempotency.ts';
import { isRecordId, newRecordId } from '#shared/store/document-ids.ts';
import { isUnexpired } from '#shared/store/live.ts';
import type { DocumentRef } from '#shared/store/store.ts';
import { commitTo } from '../receipts/verification/commitment.ts';
import { hashSought, identifierFields, namesOf, soughtForms } from '../sought.ts';
import { subjectTokens } from './collections.ts';
import { sealGrant } from './seal-grant.ts';
import { saltOf, subjectTokenTexts } from './token-text.ts';

const right = rightTo('subjects');

/** The time for which a token is valid. */
const tokenMicros = 15 * 60 * microsPerSecond;

/** The ways in which a tenant may have authenticated a person. */
export const authentications = ['sign_in', 'double_opt_in', 'sso', 'code'] as const;

export const newTokenSchema = z
  .strictObject({ ...identifierFields, authenticated_by: z.enum(authentications) })
  .refine((body) => identifierNames.filter((name) => body[name] !== undefined).length === 1, {
    params: { rule: `exactly one of ${identifierNames.join(', ')}` },
  });

/**
 * What the manager log notes about a request for a token: the kind of its identifier, but never the
 * value.
 */
export function tokenFor(body: unknown): string[] {
  const parsed = newTokenSchema.safeParse(body);
  return parsed.success ? namesOf(parsed.data) : [];
}

export function tokenRef(tenant: string, id: string): DocumentRef {
  return { tenant, collection: subjectTokens.id, id };
}

/**
 * The answer to a request for a token. `token` is null in every answer except the first, because
 * Mayfly stores only a hash of the token's secret.
 */
export type GivenToken = {
  readonly id: string;
  readonly token: string | null;
  readonly expires_at: string;
};

/**
 * True if archives that are made with a token may contain restricted records. They may if the
 * tenant's backend (an API key) gives the token. If a person with a role gives the token, this
 * person must be allowed to see restricted records, because this person could use the token.
 */
function mayPassRestricted({ actor, scopes }: Pick<Context, 'actor' | 'scopes'>): boolean {
  return actor.kind === 'api_key' || maySeeRestricted(scopes);
}

/**
 * Creates a token for one person. The tenant must have authenticated this person. For 15 minutes
 * the token gives access to that person's data and to nothing else.
 * @returns null as `token` if an earlier request with the same `Idempotency-Key` created the token
 * @throws Problem `scope-missing`, `validation-failed`, `idempotency-…`, `contention`
 */
export async function giveToken(
  ctx: Context,
  request: { readonly body: unknown; readonly idempotencyKey: string | undefined },
): Promise<GivenToken & { readonly replayed: boolean }> {
  right(ctx);
  const input = parse(newTokenSchema, request.body);
  const id = newRecordId(ctx);
  const rule = () => ({ now: ctx.now(), later: [] });
  const kept = { collection: subjectTokens.id, rule, ids: [id] };
  const { idempotencyKey: key } = request;
  // The Idempotency-Key is hashed together with the body and is not stored itself. So nobody can
  // confirm a guess of the identifier with the stored hash.
  const repeat = await describeRepeat(ctx, { ...kept, key, body: { key, input } });
  const once = { own: tokenRef(ctx.tenant, id), repeat, right };
  const before = repeat && (await findEffect(ctx, once));
  const told = ({ ref, data }: { ref: DocumentRef; data: { [name: string]: unknown } }) => ({
    id: ref.id,
    expires_at: formatInstant(data['expires_at'] as Instant),
  });
  if (before?.by === 'earlier request')
    return { ...told(before.documents[0]), token: null, replayed: true };
  const secret = Buffer.from(ctx.randomBytes(32)).toString('hex');
  const { authenticated_by: authenticatedBy, ...sought } = input;
  const { hashes } = await hashSought(ctx, sought);
  const commitment = await commitTo(await soughtForms(ctx, sought), saltOf(secret));
  const grant = {
    secretHash: hashSecret(secret),
    hashes,
    askedBy: namesOf(sought),
    authenticatedBy,
    commitment,
    seesRestricted: mayPassRestricted(ctx),
  };
  const effect = await createOnce(ctx, once, {
    async prepare(now) {
      const wholeMillis = Math.floor(now.now() / microsPerMilli) * microsPerMilli;
      const expiresAt = wholeMillis + tokenMicros;
      return { prepared: await sealGrant(now, id, { ...grant, expiresAt }) };
    },
    async commit(now, data, markWrites) {
      await now.commit([{ kind: 'create', ref: once.own, data }, ...markWrites]);
      return { ref: once.own, data };
    },
  });
  if (effect.by === 'earlier request')
    return { ...told(effect.documents[0]), token: null, replayed: true };
  const stored = effect.by === 'lost attempt' ? effect.own : effect.answer;
  const token = subjectTokenTexts.write({ tenant: ctx.tenant, id, secret });
  return { ...told(stored), token, replayed: false };
}

/**
 * Revokes a token. The token stops working within 5 s.
 * @throws Problem `scope-missing`, `record-not-found`, `contention`
 */
export async function revokeToken(ctx: Context, { id }: { readonly id: string }): Promise<void> {
  right(ctx);
  if (!isRecordId(id)) throw new Problem('record-not-found');
  const ledger = openLedger(ctx);
  const revoking = retryChecked(ctx, right, async (now, attempt) => {
    const found = await now.store.get(tokenRef(now.tenant, id));
    if (!isUnexpired(found, now.now())) {
      // An earlier attempt has deleted the token, but the answer of the database was lost.
      if (attempt > 0) return;
      throw new Problem('record-not-found');
    }
    const deed = { kind: 'deletion', documents: [found.ref] } as const;
    await ledger.commit(now, deed, [{ kind: 'delete', ref: found.ref, version: found.version }]);
  });
  await ledger.close(revoking);
}
