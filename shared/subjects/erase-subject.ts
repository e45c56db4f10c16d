import * as z from 'zod';
import { commitAs } from '#shared/access/commit-checked.ts';
import { renewCaller } from '#shared/access/renew-caller.ts';
import { rightTo } from '#shared/access/scope.ts';
import { parse } from '#shared/base/problems/parse.ts';
import { Problem } from '#shared/base/problems/problem.ts';
import type { Deed } from '#shared/ledger/deed.ts';
import { type Ledger, openLedger } from '#shared/ledger/open-ledger.ts';
import { createOnce, findEffect, type OnceRequest } from '#shared/records/commit-once.ts';
import type { CheckedContext, Context } from '#shared/records/context.ts';
import { describeRepeat } from '#shared/records/idempotency.ts';
import { newRecordId } from '#shared/store/document-ids.ts';
import type { Store, StoredDocument, Write } from '#shared/store/store.ts';
import { erasures } from './collections.ts';
import { erasureRef, isPending, newErasure } from './erasure.ts';
import { deedsOf, plannedErasure } from './erasure-deeds.ts';
import { runKeysOf } from './erasure-run.ts';
import {
  type AskedKeeping,
  keepingOf,
  keepingOfFound,
  keepSchema,
  restrictedTooSchema,
} from './keeping.ts';
import { ofErasures } from './of-erasures.ts';
import { planOf } from './plan.ts';
import { findLive } from './preview-subject.ts';
import { commitTo, encodeSalt, saltLength } from './receipts/verification/commitment.ts';
import { runErasure } from './run-erasure.ts';
import {
  chosenConversations,
  conversationNames,
  hashSought,
  namesOf,
  namesOne,
  oneNamed,
  soughtForms,
  soughtIn,
  soughtSchema,
} from './sought.ts';
import type { SubjectKeys } from './subject-keys.ts';
import type { SubjectWorld } from './subject-world.ts';

const scopeSchema = z
  .strictObject({
    subject: soughtSchema.optional(),
    conversations: chosenConversations,
    ...conversationNames,
  })
  .refine(namesOne, oneNamed)
  .refine(({ subject, conversations }) => subject !== undefined || conversations === undefined, {
    path: ['conversations'],
    params: { rule: 'only with subject' },
  });

const right = rightTo('subjects');

/** The body of a request for an erasure. */
export const erasureSchema = z.strictObject({
  scope: scopeSchema,
  /**
   * The plan of a preview. If the plan has changed since the preview, for example because a
   * document was added, the erasure is refused.
   */
  plan: z
    .string()
    .regex(/^[0-9a-f]{64}$/)
    .optional(),
  keep: keepSchema,
  restricted_too: restrictedTooSchema,
  confirm: z.literal(true),
});

type ErasureInput = z.output<typeof erasureSchema>;

/**
 * What the manager log notes about a request for an erasure: the kinds of the identifiers, but
 * never their values.
 */
export function askedBy(body: unknown): string[] {
  const parsed = erasureSchema.safeParse(body);
  return parsed.success ? namesOf(soughtIn(parsed.data.scope)) : [];
}

/**
 * Describes a request, so that Mayfly recognises when the same request comes again. The body is
 * hashed together with the idempotency key. The key is not stored, so the hash identifies nobody.
 */
async function describeRequest(
  ctx: Context,
  input: unknown,
  key: string | undefined,
): Promise<OnceRequest & { readonly id: string }> {
  const id = newRecordId(ctx);
  const kept = { collection: erasures.id, rule: () => ofErasures(ctx) };
  const repeat = await describeRepeat(ctx, { ...kept, key, body: { key, input }, ids: [id] });
  return { id, own: erasureRef(ctx.tenant, id), repeat, right };
}

/**
 * The writes that store notices for recipients. The notices state that the erasure of a person was
 * accepted, and contain hashes of the values that name the person. If a token identifies the
 * person, Mayfly does not know the values, so it writes no such notices. Each later commit that
 * deletes records writes other notices, with the ids of these records.
 */
async function acceptanceNotices(
  now: CheckedContext,
  erasure: string,
  forms: Asked['forms'],
): Promise<Write[]> {
  if (forms === undefined) return [];
  const values = Object.entries(forms).map(([field, value]) => ({ field, value }));
  const told = { event: 'erasure', records: [], erasure } as const;
  return now.writeNotices(now, told, async () => values);
}

/**
 * What a request asks for: the person whose data is erased, and the data to keep. It also contains
 * the commitment for the receipt, which is a hash of the values that name the person, with a random
 * salt.
 */
type Asked = {
  readonly keys: SubjectKeys;
  readonly askedBy: readonly string[];
  readonly commitment: string;
  readonly salt: string;
  /**
   * The values that name the person, in the forms that are hashed. Absent if a token identifies the
   * person.
   */
  readonly forms?: { readonly [name: string]: string };
  /** If a person erases their own data: how the tenant had authenticated the person. */
  readonly authenticatedBy?: string;
  readonly conversations: readonly string[] | undefined;
  readonly plan: string | undefined;
  readonly keeping: AskedKeeping;
};

async function askFor(ctx: Context, input: ErasureInput): Promise<Asked> {
  const sought = soughtIn(input.scope);
  const salt = Uint8Array.from(ctx.randomBytes(saltLength));
  const keys = await hashSought(ctx, sought, '/scope/subject');
  const forms = await soughtForms(ctx, sought);
  return {
    keys,
    askedBy: namesOf(sought),
    forms,
    commitment: await commitTo(forms, salt),
    salt: encodeSalt(salt),
    conversations: input.scope.conversations,
    plan: input.plan,
    keeping: keepingOf(input),
  };
}

type Begun = {
  /**
   * The ledger, in which the deletions of the found documents are already noted. Absent if an
   * earlier request has begun the erasure.
   */
  readonly ledger?: Ledger;
  readonly erasure: StoredDocument;
  readonly found: readonly StoredDocument[];
  readonly salt: string | null;
};

/**
 * Finds the documents to delete, and stores the document of the erasure. With this document the
 * erase sweep can continue the erasure if this process is killed.
 * @throws Problem `plan-changed`
 */
async function beginErasure(
  ctx: Context,
  world: SubjectWorld,
  asked: Asked,
  request: OnceRequest & { readonly id: string },
): Promise<Begun> {
  const { keys, plan, salt } = asked;
  const found = await findLive(ctx, world, keys, asked.conversations);
  const keeping = keepingOfFound(asked.keeping, found, keys, world.collections);
  if (plan !== undefined && plan !== (await planOf(ctx, found, keeping)))
    throw new Problem('plan-changed');
  const { id, own: ref } = request;
  const { purgeShards } = ctx;
  const documents = found.documents.map(({ document }) => document);
  const ledger = openLedger(ctx);
  const planning = { ...ctx, ...world };
  const accepting = createOnce(ctx, request, {
    prepare: async () => ({ prepared: undefined }),
    async commit(now, _prepared, markWrites) {
      const routes = now.settings.notices;
      const about = { ...asked, keeping, now: now.now(), purgeShards, found, routes };
      const data = newErasure(id, about);
      // With these entries in the ledger, a restored backup cannot bring the data back, even if
      // this process is killed.
      const deeds: Deed[] = deedsOf({ ...world, ...runKeysOf({ ref, data }) }, documents);
      if (deeds.length > 0)
        deeds.push({
          kind: 'erasure',
          erasure: ref,
          data: plannedErasure(planning, { ref, data }, documents),
        });
      const told = await acceptanceNotices(now, id, asked.forms);
      const writes: Write[] = [{ kind: 'create', ref, data }, ...markWrites, ...told];
      const [version] = await ledger.commit(now, deeds, writes);
      if (version === undefined) throw new Error('the erasure has no version');
      return { ref, data, version };
    },
  });
  const effect = await ledger.close(accepting);
  if (effect.by === 'earlier request')
    return { erasure: effect.documents[0], found: [], salt: null };
  if (effect.by === 'lost attempt') return { erasure: effect.own, found: [], salt, ledger };
  return { erasure: effect.answer, found: documents, salt, ledger };
}

/**
 * Returns a `commit` that works only as long as the caller has the right to erase. If the caller
 * loses this right, the erase sweep completes the accepted erasure.
 */
export function erasing(ctx: Context): Store['commit'] {
  return commitAs(ctx.store, async () => right(await renewCaller(ctx)));
}

/**
 * Returns a `commit` for a caller whose erasure was accepted. It no longer checks the caller's
 * right, because the erasure may delete the caller's own credential.
 */
export function erasingAccepted(ctx: Context): Store['commit'] {
  return commitAs(ctx.store, async () => undefined);
}

export type Erased = {
  readonly erasure: StoredDocument;
  readonly replayed: boolean;
  /**
   * With this salt and the values that name the person, somebody can prove whom the receipt is
   * about. The salt is not stored, so only the first answer contains it. Null if the request is
   * repeated.
   */
  readonly salt: string | null;
};

/**
 * Carries out a requested erasure. If an earlier request had the same idempotency key, the function
 * continues the erasure of that request.
 * @param order `ask` returns the person to erase; if `isUntilDone` is true, the caller's right is
 * not checked after the acceptance, because the erasure may delete the caller's credential
 */
export async function eraseAsked(
  ctx: Context,
  world: SubjectWorld,
  order: {
    readonly key: string | undefined;
    readonly body: unknown;
    readonly ask: () => Promise<Asked>;
    readonly isUntilDone: boolean;
  },
): Promise<Erased> {
  const described = await describeRequest(ctx, order.body, order.key);
  const before = described.repeat && (await findEffect(ctx, described));
  const earlier = before?.by === 'earlier request' ? before.documents[0] : undefined;
  const begun =
    earlier === undefined
      ? await beginErasure(ctx, world, await order.ask(), described)
      : { erasure: earlier, found: [], salt: null };
  const { erasure, salt } = begun;
  const commit = order.isUntilDone ? erasingAccepted(ctx) : erasing(ctx);
  const deps = { ...ctx, ...world, commit };
  const ended = isPending(erasure) ? await runErasure(deps, erasure, begun) : erasure;
  if (ended === undefined) throw new Problem('record-not-found');
  return { erasure: ended, replayed: earlier !== undefined, salt };
}

/**
 * Erases all data of a person or of a conversation, in commits of a limited size. The function
 * resolves when all data is deleted. First it stores the person's hashes. So if the process is
 * killed, the erase sweep or a repeated request with the same `Idempotency-Key` deletes the rest.
 * When all documents are deleted, the hashes are deleted too.
 * @throws Problem `scope-missing`, `validation-failed`, `plan-changed`, `idempotency-mismatch`,
 * `idempotency-record-gone`, `record-not-found` if the erasure does not exist any more,
 * `contention`
 */
export async function eraseSubject(
  ctx: Context,
  world: SubjectWorld,
  request: { readonly body: unknown; readonly idempotencyKey: string | undefined },
): Promise<Erased> {
  right(ctx);
  const input = parse(erasureSchema, request.body);
  const ask = () => askFor(ctx, input);
  const key = request.idempotencyKey;
  return eraseAsked(ctx, world, { key, body: input, ask, isUntilDone: false });
}
