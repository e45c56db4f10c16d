import { formatInstant } from '#shared/base/time/instant.ts';
import { signJws } from '#shared/vault/sign-jws.ts';
import type { Signer } from '#shared/vault/signer.ts';
import type { Archive } from '../archive.ts';
import {
  type ArchiveStatement,
  archiveFormat,
  archiveType,
  type SignedFile,
} from './archive-statement.ts';

/**
 * Signs a complete archive. With the signature and the published keys, everybody can check that no
 * file is missing or changed. Signing costs one call of the key service.
 * @throws KeyServiceUnavailable, KeyDenied
 */
export function signArchive(
  signer: Pick<Signer, 'keyId' | 'sign'>,
  { id, about, madeAt, records }: Pick<Archive, 'id' | 'about' | 'madeAt' | 'records'>,
  files: readonly SignedFile[],
): Promise<string> {
  const statement: ArchiveStatement = {
    format: archiveFormat,
    ...about,
    archive: id,
    made_at: formatInstant(madeAt),
    records,
    files,
  };
  return signJws(signer, archiveType, statement);
}
