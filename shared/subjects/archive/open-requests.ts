import type { Context } from '#shared/records/context.ts';
import type { DocumentRef } from '#shared/store/store.ts';
import { DecryptionError } from '#shared/vault/decryption-error.ts';
import { decodeRequest, type PersonRequest, requestRef } from '../requests/request.ts';
import { openPerson, type RequestPerson } from '../requests/seal-person.ts';

/** An open request of the person. It includes what the person wrote, if this can be decrypted. */
export type OpenRequest = Pick<PersonRequest, 'kind' | 'received'> & {
  readonly person: RequestPerson | undefined;
};

/**
 * Reads the open requests of a person. Each request costs two reads. Closed requests are not found,
 * because their personal details are deleted.
 * @param persons the references of the documents that contain the personal details of the found
 * requests
 */
export async function readOpenRequests(
  ctx: Context,
  persons: readonly DocumentRef[],
): Promise<OpenRequest[]> {
  if (persons.length === 0) return [];
  const requests = persons.map(({ tenant, id }) => requestRef(tenant, id));
  const found = await ctx.store.getAll([...persons, ...requests]);
  const read = persons.map(async (_ref, at): Promise<readonly OpenRequest[]> => {
    const [person, request] = [found[at], found[persons.length + at]];
    if (person === undefined || request === undefined) return [];
    const { kind, received } = decodeRequest(request);
    try {
      return [{ kind, received, person: await openPerson(ctx, person) }];
    } catch (error) {
      if (!(error instanceof DecryptionError)) throw error;
      ctx.onUnreadable(person.ref);
      return [{ kind, received, person: undefined }];
    }
  });
  return (await Promise.all(read)).flat();
}
