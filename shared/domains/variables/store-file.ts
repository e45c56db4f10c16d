import { type Right, rightTo } from '#shared/access/scope.ts';
import type { KeyedQueue } from '#shared/base/cache/keyed-queue.ts';
import { Problem } from '#shared/base/problems/problem.ts';
import { variables } from '#shared/categories/variables.ts';
import type { CheckedContext, Context } from '#shared/records/context.ts';
import { readFile } from '#shared/records/files/read-file.ts';
import type { StoredFile } from '#shared/records/files/stored-file.ts';
import { discardFile, type FileTarget, writeFile } from '#shared/records/files/write-file.ts';
import { describeRepeat, recordsOf } from '#shared/records/idempotency.ts';
import type { RecordInput } from '#shared/records/own-expiry.ts';
import { type Upserted, upsertWanted } from '#shared/records/upsert-record.ts';
import { bucketEnd } from '#shared/settings/retention.ts';
import { requireStored } from '#shared/settings/settings.ts';
import { newRecordId } from '#shared/store/document-ids.ts';
import type { StoredDocument } from '#shared/store/store.ts';
import { completeFile } from './complete-variable.ts';
import { type StagedUpload, stageUpload, targetFor, type Upload } from './stage-upload.ts';

/**
 * Receives an upload. It calls `stage` when the content begins, and resolves at the end of the
 * upload. It fails if any part of the upload is malformed.
 */
export type ReceiveUpload = <T>(stage: (upload: Upload) => Promise<T>) => Promise<T>;

const storesVariables: Right = (caller) => {
  rightTo(`${variables.id}:write`)(caller);
  requireStored(caller, variables);
};

function isSameTarget(one: FileTarget, other: FileTarget): boolean {
  const [end, otherEnd] = [one, other].map(({ expiresAt }) => bucketEnd(variables, expiresAt));
  return one.recordId === other.recordId && end === otherEnd;
}

/** The content of an upload, encrypted for one target. */
type Written = { readonly target: FileTarget; readonly file: StoredFile };

/**
 * Returns the record that gets the stored file. During the upload, another request may have created
 * or deleted the variable, or changed its expiry. If the chunks then need another record id or
 * another key, they are encrypted again, and added to `written`.
 * @param newId the id of the record if no live variable has this name
 * @param written the content for the earlier targets of this upload
 */
async function fitTo(
  ctx: CheckedContext,
  { sent }: StagedUpload,
  newId: string,
  written: [Written, ...Written[]],
  found: StoredDocument | undefined,
): Promise<RecordInput> {
  const fitting = targetFor(ctx, sent, found, newId);
  let fit = written.find(({ target }) => isSameTarget(target, fitting));
  if (fit === undefined) {
    const [{ target, file }] = written;
    const content = readFile(ctx, ctx.right, target, file);
    fit = { target: fitting, file: await writeFile(ctx, ctx.right, fitting, content) };
    written.push(fit);
  }
  const { id, chunks } = fit.file;
  const { recordId, expiresAt } = fitting;
  return {
    fields: completeFile(sent.fields),
    id: recordId,
    expiresAt,
    ...(sent.expiryPointer !== undefined && { expiryPointer: sent.expiryPointer }),
    file: { id, chunks },
  };
}

/**
 * Receives an upload and stores its content. If any part of the upload is malformed, the stored
 * content is deleted at once. If the process is killed, the content that it has stored expires.
 */
async function receiveStaged(
  ctx: Context,
  right: Right,
  receive: ReceiveUpload,
): Promise<StagedUpload> {
  let staged: StagedUpload | undefined;
  try {
    return await receive(async (upload) => {
      staged = await stageUpload(ctx, right, upload);
      return staged;
    });
  } catch (error) {
    if (staged !== undefined) await discardFile(ctx, right, staged.file);
    throw error;
  }
}

/**
 * True if the `Idempotency-Key` is refused because of an earlier request. Then the present request
 * has stored no record.
 */
function isRefusedRepetition(error: unknown): boolean {
  return error instanceof Problem && error.code.startsWith('idempotency-');
}

/**
 * Stores a variable with a file. If a live variable with the same experience, instance and name
 * exists, the file replaces the value or file of that variable. The chunks are stored first. Then
 * one commit writes the record with the new chunks, and deletes the former chunks. The content is
 * never completely in memory. A replaced variable keeps its expiry unless the request sets one. A
 * repeated request with the same `Idempotency-Key` changes nothing, and its content is deleted
 * again. If the caller who repeats the request may only write, the answer contains only the fields
 * that the caller sent.
 * @throws Problem `scope-missing`, `category-off`, `validation-failed`, `idempotency-mismatch`,
 * `idempotency-record-gone`, `contention`, and the errors of `receive`
 */
export async function storeFile(
  ctx: Context,
  input: {
    readonly receive: ReceiveUpload;
    readonly inTurn?: KeyedQueue;
    readonly idempotencyKey?: string | undefined;
  },
): Promise<Upserted> {
  // The right to store variables is checked before any content is accepted, and again before each
  // chunk is stored.
  storesVariables(ctx);
  const staged = await receiveStaged(ctx, storesVariables, input.receive);
  const { fields } = staged.sent;
  // If the variable was deleted during the upload, the new record must not have the deleted
  // record's id.
  const newId = staged.isNew ? staged.target.recordId : newRecordId(ctx);
  const written: [Written, ...Written[]] = [{ target: staged.target, file: staged.file }];
  /** Deletes the content that belongs to no record. */
  const discardAllBut = async (kept: string | undefined) => {
    for (const { file } of written)
      if (file.id !== kept) await discardFile(ctx, storesVariables, file);
  };
  const { idempotencyKey: key, inTurn } = input;
  const request = { ...recordsOf(ctx, variables), key, body: staged.fingerprint, ids: [] };
  const stored = await upsertWanted(ctx, {
    category: variables,
    fields,
    wanted: (now, found) => fitTo(now, staged, newId, written, found),
    right: storesVariables,
    inTurn,
    repeat: await describeRepeat(ctx, request),
  }).catch(async (error: unknown) => {
    if (isRefusedRepetition(error)) await discardAllBut(undefined);
    throw error;
  });
  // If the answer to the commit of this request was lost, `replayed` is true, but the record
  // already has this request's file. So the record's file is always kept.
  await discardAllBut(stored.record.file?.id);
  if (!stored.replayed) return stored;
  const isReader = ctx.scopes.has(`${variables.id}:read`);
  return isReader ? stored : { ...stored, record: { ...stored.record, fields } };
}
