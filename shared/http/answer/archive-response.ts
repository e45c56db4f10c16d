import { microsPerMilli } from '#shared/base/time/instant.ts';
import type { RequestedArchive } from '#shared/subjects/archive/export-subject.ts';
import {
  type SignedFile,
  signatureName,
} from '#shared/subjects/archive/signature/archive-statement.ts';
import { signArchive } from '#shared/subjects/archive/signature/sign-archive.ts';
import type { Signer } from '#shared/vault/signer.ts';
import { entryStream } from './entry-stream.ts';
import { hashStream } from './hash-stream.ts';
import { isUnexpected } from './problem-response.ts';
import { quietStream } from './quiet-stream.ts';
import { untilIdle } from './until-idle.ts';
import { createZipStream, type ZipEntry } from './zip-stream.ts';

/**
 * Up to this estimated size, the archive is surely smaller than 4 GiB, although the estimate is not
 * exact. Above it, the archive gets the format for large archives (ZIP64).
 */
const surelySmallBytes = 1024 ** 3;

type ReportError = (error: unknown) => void;

type ArchiveSigner = Pick<Signer, 'keyId' | 'sign'>;

async function* pieceOf(text: string): AsyncGenerator<Uint8Array, void> {
  yield Buffer.from(text, 'utf8');
}

/** Yields the files of an archive, and then a file with the signature of all these files. */
async function* zipEntries(
  { archive, csv }: RequestedArchive,
  signer: ArchiveSigner,
  reportError: ReportError,
): AsyncGenerator<ZipEntry, void> {
  const files: SignedFile[] = [];
  const at = new Date(archive.madeAt / microsPerMilli);
  try {
    for await (const entry of archive.entries) {
      const { name } = entry;
      const content = hashStream(
        entryStream(entry, csv, reportError),
        (hashed) => void files.push({ name, ...hashed }),
      );
      yield { name, at, content };
    }
    const signature = pieceOf(await signArchive(signer, archive, files));
    yield { name: signatureName, at, content: quietStream(signature, reportError) };
  } catch (error) {
    if (isUnexpected(error)) reportError(error);
    throw error;
  }
}

/**
 * Answers with the requested archive as a ZIP, encrypted if there is a password. The answer is a
 * stream that needs limited memory. If an error happens after the stream has begun, the stream ends
 * early, and the archive cannot be opened. So an archive that can be opened is complete. The last
 * file is `signature.jws`. It lists all other files with their hashes, and is signed by the
 * service.
 */
export async function archiveResponse(
  requested: RequestedArchive,
  signer: ArchiveSigner,
  reportError: ReportError,
): Promise<Response> {
  const { archive, password } = requested;
  const isLarge = archive.bytes > surelySmallBytes;
  const zip = await createZipStream(zipEntries(requested, signer, reportError), {
    password,
    isLarge,
  });
  return new Response(untilIdle(zip), {
    headers: {
      'content-type': 'application/zip',
      'content-disposition': `attachment; filename="${archive.name}.zip"`,
      'mayfly-export-rows': String(archive.records),
      'mayfly-archive-id': archive.id,
    },
  });
}
