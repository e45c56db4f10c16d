import { timingSafeEqual } from 'node:crypto';
import * as z from 'zod';
import { retryChecked } from '#shared/access/commit-checked.ts';
import { rightTo } from '#shared/access/scope.ts';
import { parse } from '#shared/base/problems/parse.ts';
import { Problem } from '#shared/base/problems/problem.ts';
import { formatInstant } from '#shared/base/time/instant.ts';
import type { Context } from '#shared/records/context.ts';
import {
  describeRepeat,
  findEarlier,
  type Repeat,
  rememberRepeat,
} from '#shared/records/idempotency.ts';
import type { StoredDocument } from '#shared/store/store.ts';
import { isPending } from '../erasure.ts';
import { ofErasures } from '../of-erasures.ts';
import { countFound, findLive } from '../preview-subject.ts';
import { readErasure } from '../read-erasures.ts';
import {
  conversationNames,
  hashSought,
  namesOf,
  namesOne,
  oneNamed,
  soughtForms,
  soughtIn,
  soughtSchema,
} from '../sought.ts';
import type { SubjectWorld } from '../subject-world.ts';
import { receipts } from './collections.ts';
import { type IssueDeps, issueReceipt } from './issue-receipt.ts';
import { limitsOfAbsence } from './limits.ts';
import { aboutAbsence, openReceipt } from './receipt.ts';
import { commitTo, decodeSalt } from './verification/commitment.ts';

const salt = z.string().refine((text) => decodeSalt(text) !== undefined, {
  params: { rule: 'a salt as POST /v1/erasures returned it' },
});

const recheckSchema = z
  .strictObject({
    subject: soughtSchema.optional(),
    ...conversationNames,
    salt,
  })
  .refine(namesOne, oneNamed);

type RecheckInput = z.output<typeof recheckSchema>;

const right = rightTo('subjects');

export type Recheck = {
  /** True if nothing was found. Only then a receipt is signed. */
  readonly absent: boolean;
  readonly searched_at: string;
  readonly categories: readonly { readonly category: string; readonly count: number }[];
  readonly beside: readonly { readonly collection: string; readonly count: number }[];
  readonly receipt: string | null;
  readonly replayed: boolean;
};

export type RecheckDeps = Pick<IssueDeps, 'commit' | 'signer' | 'onIssued'> & SubjectWorld;

const nothing = { absent: true, categories: [], beside: [] } as const;

/**
 * The answer to a repeated request. It is made from the receipt of absence that the first request
 * got.
 */
async function toldBefore(deps: RecheckDeps, document: StoredDocument): Promise<Recheck> {
  const receipt = await openReceipt(deps.signer.publicKeys, document);
  if (receipt?.kind !== 'absence') throw new Problem('idempotency-record-gone');
  const jws = document.data['jws'] as string;
  return { ...nothing, searched_at: receipt.searched_at, receipt: jws, replayed: true };
}

/** Stores which receipt answers the request, so that a repeated request gets the same receipt. */
async function remember(ctx: Context, repeat: Repeat, id: string): Promise<void> {
  await retryChecked(ctx, right, async (now) => {
    const found = await now.store.get(repeat.mark.ref);
    if ((await findEarlier(now, repeat, found)) !== undefined) return;
    await now.commit(rememberRepeat(repeat, found, [id]));
  });
}

/**
 * Compares the caller's values with the commitment of the erasure, in constant time.
 * @throws Problem `commitment-mismatch`
 */
async function requireSame(ctx: Context, erasure: StoredDocument, input: RecheckInput) {
  const { commitment } = erasure.data as { readonly commitment?: string };
  const bytes = decodeSalt(input.salt);
  if (commitment === undefined || bytes === undefined) throw new Problem('commitment-mismatch');
  const sought = soughtIn(input);
  const presented = await commitTo(await soughtForms(ctx, sought), bytes);
  if (!timingSafeEqual(Buffer.from(presented), Buffer.from(commitment)))
    throw new Problem('commitment-mismatch');
  return { commitment, sought };
}

/**
 * Searches again for erased data. The caller sends the identifiers from the request for the
 * erasure, and the salt from the answer to that request. Mayfly compares both with the commitment
 * and stores neither. If the search finds nothing, the next receipt of the tenant states this.
 * Otherwise the answer contains the counts of the found documents. A call costs as much as a
 * preview. A repeated request with the same `Idempotency-Key` gets the same receipt.
 * @throws Problem `scope-missing`, `record-not-found`, `receipt-pending`, `commitment-mismatch`,
 * `validation-failed`, `idempotency-mismatch`, `idempotency-record-gone`, `contention`;
 * KeyServiceUnavailable, KeyDenied
 */
export async function recheckErasure(
  ctx: Context,
  deps: RecheckDeps,
  request: {
    readonly id: string;
    readonly body: unknown;
    readonly idempotencyKey: string | undefined;
  },
): Promise<Recheck> {
  right(ctx);
  const input = parse(recheckSchema, request.body);
  const erasure = await readErasure(ctx, request);
  const { id } = erasure.ref;
  const { idempotencyKey: key } = request;
  const kept = { collection: receipts.id, rule: () => ofErasures(ctx) };
  // The Idempotency-Key is hashed together with the body and is not stored itself. So nobody can
  // use the stored hash to check guessed identifiers.
  const repeat = await describeRepeat(ctx, { ...kept, key, body: { key, id, input }, ids: [] });
  const [before] = repeat
    ? ((await findEarlier(ctx, repeat, await ctx.store.get(repeat.mark.ref))) ?? [])
    : [];
  if (before !== undefined) return toldBefore(deps, before);

  if (isPending(erasure)) throw new Problem('receipt-pending');
  const { commitment, sought } = await requireSame(ctx, erasure, input);
  const keys = await hashSought(ctx, sought, '/subject');
  // The receipt states the beginning of the search. A record that is stored during the search may
  // be missed, and a record that expires during the search is still found.
  const begunAt = ctx.now();
  const searchedAt = formatInstant(begunAt);
  const found = await findLive({ ...ctx, now: () => begunAt }, deps, keys, undefined);
  if (found.documents.length > 0) {
    const told = countFound(found, deps.categories);
    const categories = told.categories.flatMap(({ category, count }) =>
      count === 0 ? [] : [{ category, count }],
    );
    const beside = told.beside.map(({ collection, count }) => ({ collection, count }));
    return {
      absent: false,
      searched_at: searchedAt,
      categories,
      beside,
      receipt: null,
      replayed: false,
    };
  }
  const once = repeat?.mark.ref.id ?? Buffer.from(ctx.randomBytes(16)).toString('hex');
  const issued = await issueReceipt({ ...ctx, ...deps }, ctx.tenant, {
    about: aboutAbsence(id, once),
    content: {
      kind: 'absence',
      does_not_prove: [...limitsOfAbsence],
      erasure: id,
      asked_by: namesOf(sought),
      commitment,
      searched_at: searchedAt,
      found: 0,
    },
  });
  if (repeat !== undefined) await remember(ctx, repeat, issued.id);
  // An earlier request may have issued the receipt and been killed. Its search is the stated one.
  const { earlier, jws } = issued;
  const stated = earlier?.kind === 'absence' ? earlier.searched_at : searchedAt;
  return { ...nothing, searched_at: stated, receipt: jws, replayed: false };
}
