import { rightTo } from '#shared/access/scope.ts';
import { Problem } from '#shared/base/problems/problem.ts';
import { variables } from '#shared/categories/variables.ts';
import type { Context } from '#shared/records/context.ts';
import { readFile } from '#shared/records/files/read-file.ts';
import { openRecord } from '#shared/records/open-record.ts';
import { getLive } from '#shared/records/read-record.ts';

export type OpenedFile = {
  readonly name: string | undefined;
  readonly type: string;
  readonly bytes: number;
  readonly content: AsyncIterable<Uint8Array>;
};

/**
 * Yields the first chunk and then the rest of the content. At the end it fails if the content does
 * not have the length that the record gives.
 */
async function* checked(
  first: Uint8Array,
  rest: AsyncGenerator<Uint8Array>,
  announced: number,
): AsyncGenerator<Uint8Array, void> {
  let left = announced - first.length;
  yield first;
  for await (const bytes of rest) {
    left -= bytes.length;
    yield bytes;
  }
  if (left !== 0) throw new Error('a file does not have the length that its record gives');
}

/**
 * Opens the file of a variable. It reads the first chunk before it resolves. So if a file is
 * damaged, a caller usually gets an error answer, and not a part of the file. `readFile` describes
 * the checks of the other chunks.
 * @throws Problem `scope-missing`, `record-not-found` also for a variable without a file,
 * DecryptionError
 */
export async function openFile(ctx: Context, input: { readonly id: string }): Promise<OpenedFile> {
  const right = rightTo(`${variables.id}:read`);
  right(ctx);
  const document = await getLive(ctx, variables, input.id);
  const { id, fields, file } = await openRecord(ctx, variables, document);
  if (file === undefined) throw new Problem('record-not-found');
  const owner = { tenant: ctx.tenant, category: variables, recordId: id };
  const chunks = readFile(ctx, right, owner, file);
  const first = await chunks.next();
  const bytes = Number(fields['file_bytes']);
  return {
    name: fields['file_name'] as string | undefined,
    type: (fields['file_type'] as string | undefined) ?? 'application/octet-stream',
    bytes,
    content: checked(first.value ?? new Uint8Array(), chunks, bytes),
  };
}
