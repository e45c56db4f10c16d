import { createHash } from 'node:crypto';
import type { Right } from '#shared/access/scope.ts';
import { parse } from '#shared/base/problems/parse.ts';
import { Problem } from '#shared/base/problems/problem.ts';
import type { Instant } from '#shared/base/time/instant.ts';
import { mediaType } from '#shared/categories/field-schemas.ts';
import { createSchema } from '#shared/categories/record-schema.ts';
import { variables } from '#shared/categories/variables.ts';
import type { Context } from '#shared/records/context.ts';
import { type FileTarget, type StagedFile, writeFile } from '#shared/records/files/write-file.ts';
import { identifyRecords } from '#shared/records/identify-conversations.ts';
import { type RecordInput, takeOwnExpiry } from '#shared/records/own-expiry.ts';
import type { Fields } from '#shared/records/record.ts';
import { findByUniqueFields } from '#shared/records/upsert-record.ts';
import { expiryOf } from '#shared/settings/retention.ts';
import { newRecordId } from '#shared/store/document-ids.ts';
import type { StoredDocument } from '#shared/store/store.ts';

/** The largest file, in bytes. */
export const fileBytesMax = 16 * 1024 * 1024;

/** A file while it arrives: first its description, then its content. */
export type Upload = {
  readonly fields: Fields;
  readonly fileName: string | undefined;
  readonly fileType: string | undefined;
  readonly content: AsyncIterable<Uint8Array>;
};

export type StagedUpload = {
  readonly sent: RecordInput;
  readonly file: StagedFile;
  readonly target: FileTarget;
  /** True if no live variable had this experience, instance and name when the upload began. */
  readonly isNew: boolean;
  /** Identifies this upload by the description of the file and a digest of its content. */
  readonly fingerprint: unknown;
};

const { value: _value, ...formFields } = variables.fields;
/**
 * The fields of a variable that are sent together with a file. These are all fields except the
 * value.
 */
const formSchema = createSchema({ ...variables, fields: formFields });

/**
 * The decoder writes this character in place of bytes that are not UTF-8. Without a check, a name
 * in another encoding would be stored damaged.
 */
const replacement = '\ufffd';

function ruleBrokenBy(name: string): string | undefined {
  if (name.includes(replacement)) return 'a name in UTF-8';
  const isFit = variables.fields.file_name.schema.safeParse(name).success;
  return isFit ? undefined : 'a name of at most 255 characters';
}

function describeFile({ fileName, fileType }: Upload): Fields {
  const name = fileName === undefined || fileName === '' ? undefined : fileName;
  const rule = name === undefined ? undefined : ruleBrokenBy(name);
  if (rule !== undefined)
    throw new Problem('validation-failed', { errors: [{ pointer: '/file', rule }] });
  const type = mediaType.safeParse(fileType);
  return {
    ...(name !== undefined && { file_name: name }),
    file_type: type.success ? type.data : 'application/octet-stream',
  };
}

/**
 * Returns the record that gets the file, and the expiry of this record. The record is the live
 * variable with the same unique fields, or a new record.
 */
export function targetFor(
  ctx: Context,
  { fields, ...own }: RecordInput,
  found: StoredDocument | undefined,
  newId: string,
): FileTarget {
  const kept = found?.data['expires_at'] as Instant | undefined;
  const expiresAt = own.expiresAt ?? kept ?? expiryOf(ctx.settings, variables, fields, ctx.now());
  const recordId = found?.ref.id ?? newId;
  return { tenant: ctx.tenant, category: variables, recordId, expiresAt };
}

/**
 * Passes the content on unchanged, and calculates its digest. The digest is complete after the
 * content was read.
 */
function digesting(content: AsyncIterable<Uint8Array>) {
  const hash = createHash('sha256');
  async function* pass(): AsyncGenerator<Uint8Array, void> {
    for await (const bytes of content) {
      hash.update(bytes);
      yield bytes;
    }
  }
  return { content: pass(), digest: () => hash.digest('base64') };
}

/**
 * Checks the fields that describe a file, and then stores the content of the file for the record
 * that gets it.
 * @throws Problem `validation-failed`
 */
export async function stageUpload(
  ctx: Context,
  right: Right,
  upload: Upload,
): Promise<StagedUpload> {
  const identified = await identifyRecords(ctx, variables, upload.fields);
  const sent = takeOwnExpiry(ctx, variables, parse(formSchema, identified));
  const described = describeFile(upload);
  const found = await findByUniqueFields(ctx, variables, sent.fields);
  const target = targetFor(ctx, sent, found, newRecordId(ctx));
  const { content, digest } = digesting(upload.content);
  const file = await writeFile(ctx, right, target, content);
  const fields = { ...sent.fields, ...described, file_bytes: file.bytes };
  const fingerprint = { file: upload.fields, ...described, digest: digest() };
  return { sent: { ...sent, fields }, file, target, isNew: found === undefined, fingerprint };
}
