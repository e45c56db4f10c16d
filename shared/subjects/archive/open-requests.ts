import { keepRenewed } from '#shared/access/renew-caller.ts';
import { DecryptionError } from '#shared/vault/decryption-error.ts';
import { decodeRequest, isOpen, type PersonRequest, requestRef } from '../requests/request.ts';
import { openPerson, type RequestPerson } from '../requests/seal-person.ts';
import type { ArchiveRun } from './run.ts';

/** An open request of the person. It includes what the person wrote, if this can be decrypted. */
export type OpenRequest = Pick<PersonRequest, 'kind' | 'received'> & {
  readonly person: RequestPerson | undefined;
};

/**
 * Reads the open requests of a person. Each request costs one read. Its personal details cost
 * another read only if they are not in the snapshot, or were read more than five seconds ago.
 * Closed requests are left out, even if the snapshot still has their personal details. The function
 * checks the caller's right before it decrypts the requests, and before it returns them.
 * @throws Problem if the right has ended
 */
export async function readOpenRequests({
  ctx,
  right,
  snapshot,
  requestPersons,
}: ArchiveRun): Promise<OpenRequest[]> {
  const look = keepRenewed(ctx, right);
  const open: OpenRequest[] = [];
  for await (const persons of snapshot.packs(requestPersons)) {
    await look();
    const requests = await ctx.store.getAll(
      persons.map(({ ref }) => requestRef(ref.tenant, ref.id)),
    );
    const read = persons.map(async (person, at): Promise<readonly OpenRequest[]> => {
      const request = requests[at];
      if (request === undefined) return [];
      const decoded = decodeRequest(request);
      if (!isOpen(decoded)) return [];
      const { kind, received } = decoded;
      try {
        return [{ kind, received, person: await openPerson(ctx, person) }];
      } catch (error) {
        if (!(error instanceof DecryptionError)) throw error;
        ctx.onUnreadable(person.ref);
        return [{ kind, received, person: undefined }];
      }
    });
    open.push(...(await Promise.all(read)).flat());
    await look();
  }
  return open;
}
