import type * as z from 'zod';
import { rightTo } from '#shared/access/scope.ts';
import { parse } from '#shared/base/problems/parse.ts';
import { Problem } from '#shared/base/problems/problem.ts';
import { openLedger } from '#shared/ledger/open-ledger.ts';
import { changeOnce } from '#shared/records/change-once.ts';
import type { CheckedContext, Context } from '#shared/records/context.ts';
import { describeRepeat } from '#shared/records/idempotency.ts';
import { isRecordId, newRecordId } from '#shared/store/document-ids.ts';
import { isLive } from '#shared/store/live.ts';
import type { StoredDocument, Write } from '#shared/store/store.ts';
import { personRequests } from './collections.ts';
import type { RequestAnswer } from './create-request.ts';
import {
  decodeRequest,
  encodeRequest,
  isOpen,
  ofRequests,
  type PersonRequest,
  requestPersonRef,
  requestRef,
  requestTag,
} from './request.ts';

const right = rightTo('subjects');

/** What a caller sends to change one request. */
export type ChangeInput = {
  readonly id: string;
  readonly body: unknown;
  readonly idempotencyKey: string | undefined;
  /**
   * Entity tags from `If-Match`. The stored request must have one of these tags. `*` matches every
   * tag.
   */
  readonly ifMatch: readonly string[] | undefined;
};

function requireTag(document: StoredDocument, ifMatch: ChangeInput['ifMatch']): void {
  if (ifMatch === undefined || ifMatch.includes('*')) return;
  if (!ifMatch.includes(requestTag(document))) throw new Problem('precondition-failed');
}

/**
 * A kind of change: its name, the schema of its body, and the function that computes the result.
 */
type Step<B> = {
  /**
   * The name of this kind of change. The name is hashed together with the `Idempotency-Key`, so a
   * request with the same key and another kind of change is refused.
   */
  readonly name: string;
  readonly schema: z.ZodType<B>;
  /** Computes the changed request. The function is called again if another writer was faster. */
  readonly change: (
    now: CheckedContext,
    request: PersonRequest,
    body: B,
  ) => PersonRequest | Promise<PersonRequest>;
};

/**
 * Changes one request. If two people change the request at the same time, the second change is
 * computed from the result of the first. If the change closes the request, the same commit deletes
 * the document with the person's details.
 * @throws Problem `scope-missing`, `validation-failed`, `record-not-found`, `precondition-failed`,
 * `request-closed`, `idempotency-…`, `contention`, and the errors of the step
 */
export async function changeRequest<B>(
  ctx: Context,
  { name, schema, change }: Step<B>,
  input: ChangeInput,
): Promise<RequestAnswer> {
  right(ctx);
  const { id, idempotencyKey: key, ifMatch } = input;
  const body = parse(schema, input.body);
  if (!isRecordId(id)) throw new Problem('record-not-found');
  const kept = { collection: personRequests.id, rule: () => ofRequests(ctx), ids: [id] };
  const repeat = await describeRepeat(ctx, { ...kept, key, body: { key, name, id, body } });
  const changeId = newRecordId(ctx);
  const refs = [requestRef(ctx.tenant, id), requestPersonRef(ctx.tenant, id)] as const;
  const ledger = openLedger(ctx);
  const changing = changeOnce(ctx, { repeat, right }, async (now, remember) => {
    const [found, person] = await now.store.getAll(refs);
    if (!isLive(found, ofRequests(now))) throw new Problem('record-not-found');
    // An earlier attempt has already made this change, but the database's answer was lost.
    if (found.data['change_id'] === changeId) return found;
    requireTag(found, ifMatch);
    const request = decodeRequest(found);
    if (!isOpen(request)) throw new Problem('request-closed');
    const changed = await change(now, request, body);
    const data = encodeRequest(now, id, changed, changeId);
    const { ref, version: read } = found;
    const isPersonToGo = person !== undefined && !isOpen(changed);
    const replaced: Write[] = [{ kind: 'replace', ref, data, version: read }, ...remember()];
    const [version] = isPersonToGo
      ? await ledger.commit(now, { kind: 'deletion', documents: [person.ref] }, [
          ...replaced,
          { kind: 'delete', ref: person.ref, version: person.version },
        ])
      : await now.commit(replaced);
    if (version === undefined) throw new Error('the request has no version');
    return { ref, data, version };
  });
  const effect = await ledger.close(changing);
  if (effect.by === 'this request') return { document: effect.answer, replayed: false };
  return { document: effect.documents[0], replayed: true };
}
