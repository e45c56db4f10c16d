import { openPublishedJws, type PublishedKey } from '#shared/vault/open-published-jws.ts';
import {
  type ArchiveStatement,
  archiveFormat,
  archiveType,
  type SignedFile,
  signatureName,
} from './archive-statement.ts';

/** A fault in an archive, and the name of the file with this fault. */
export type ArchiveFault = {
  /**
   * `not-signed`: the archive has no signature. `signature-wrong`: the signature was not made with
   * a published key, or it is no signature of an archive. `file-missing`: the archive lacks a
   * signed file. `file-changed`: a file differs from the signed file. `file-added`: a file was not
   * signed, or the archive contains it more than once.
   */
  readonly fault: 'not-signed' | 'signature-wrong' | 'file-missing' | 'file-changed' | 'file-added';
  readonly name: string;
};

export type VerifiedArchive = {
  /** The signed facts. Undefined if the signature is missing or not valid. */
  readonly statement: ArchiveStatement | undefined;
  readonly keyId: string | undefined;
  readonly faults: readonly ArchiveFault[];
};

function compare(signed: readonly SignedFile[], found: readonly SignedFile[]): ArchiveFault[] {
  const names = [...new Set([...signed, ...found].map(({ name }) => name))];
  return names.flatMap((name): ArchiveFault[] => {
    const [own, others] = [signed, found].map((files) =>
      files.filter((each) => each.name === name),
    );
    if (others?.length === 0) return [{ fault: 'file-missing', name }];
    if (own?.length !== 1 || others?.length !== 1) return [{ fault: 'file-added', name }];
    const isSame = own[0]?.sha256 === others[0]?.sha256 && own[0]?.bytes === others[0]?.bytes;
    return isSame ? [] : [{ fault: 'file-changed', name }];
  });
}

/**
 * Checks an unpacked archive. The check needs only the published keys. One of the keys must have
 * signed the archive, and the archive must contain exactly the signed files.
 * @param signature the text of the file `signature.jws`; undefined if the archive has no such file
 * @param found all other files of the archive
 */
export async function verifyArchive(
  signature: string | undefined,
  found: readonly SignedFile[],
  keys: readonly PublishedKey[],
): Promise<VerifiedArchive> {
  const none = { statement: undefined, keyId: undefined };
  if (signature === undefined)
    return { ...none, faults: [{ fault: 'not-signed', name: signatureName }] };
  const opened = await openPublishedJws(keys, archiveType, signature);
  if ('defect' in opened || opened.content?.['format'] !== archiveFormat)
    return { ...none, faults: [{ fault: 'signature-wrong', name: signatureName }] };
  const statement = opened.content as unknown as ArchiveStatement;
  return { statement, keyId: opened.keyId, faults: compare(statement.files, found) };
}
