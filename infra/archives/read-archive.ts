import { createHash } from 'node:crypto';
import { openAsBlob } from 'node:fs';
import { BlobReader, type FileEntry, ZipReader } from '@zip.js/zip.js';
import {
  type SignedFile,
  signatureName,
} from '#shared/subjects/archive/signature/archive-statement.ts';

/** The largest signature in bytes. A signature is short, even for an archive with many files. */
const signatureMax = 8 * 1024 * 1024;

export type ReadArchive = {
  readonly signature: string | undefined;
  readonly files: readonly SignedFile[];
};

async function readEntry(entry: FileEntry, password: string | undefined) {
  const hash = createHash('sha256');
  const isSignature = entry.filename === signatureName;
  const text: Uint8Array[] = [];
  let bytes = 0;
  const sink = new WritableStream<Uint8Array>({
    write(chunk) {
      hash.update(chunk);
      bytes += chunk.byteLength;
      if (isSignature && bytes <= signatureMax) text.push(chunk);
    },
  });
  await entry.getData(sink, password === undefined ? {} : { password });
  const file = { name: entry.filename, sha256: hash.digest('hex'), bytes };
  return { file, text: Buffer.concat(text).toString('utf8') };
}

/**
 * Reads a ZIP archive and hashes its files, one after the other in constant memory.
 * @throws an error if the file is not a ZIP archive, ends early, or needs another password
 */
export async function readArchive(
  path: string,
  password: string | undefined,
): Promise<ReadArchive> {
  const zip = new ZipReader(new BlobReader(await openAsBlob(path)), { useWebWorkers: false });
  const files: SignedFile[] = [];
  let signature: string | undefined;
  for await (const entry of zip.getEntriesGenerator()) {
    if (entry.directory) continue;
    const { file, text } = await readEntry(entry, password);
    // If a second file has the signature's name, it is reported as an added file.
    if (file.name === signatureName && signature === undefined) signature = text;
    else files.push(file);
  }
  await zip.close();
  return { signature, files };
}
