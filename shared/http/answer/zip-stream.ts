import { Readable } from 'node:stream';

export type ZipEntry = { readonly name: string; readonly at: Date; readonly content: Readable };

export type ZipOptions = {
  /** With a password the archive is encrypted with AES-256 (WinZip AE-2). */
  readonly password: string | undefined;
  /**
   * True if the archive may become larger than 4 GiB, or may have more than 65,534 entries. Such an
   * archive has another format (ZIP64), which old tools cannot open.
   */
  readonly isLarge: boolean;
};

/**
 * Creates a compressed ZIP archive as a stream. Its use of memory does not depend on the size of
 * the entries, and grows only a little with their number. The function asks for the next entry only
 * after the previous entry is written. If the content of an entry ends with an error, the archive
 * ends with an error too. The ZIP library is loaded when the first archive is made. The library
 * uses neither workers nor WebAssembly.
 */
export async function createZipStream(
  entries: Iterable<ZipEntry> | AsyncIterable<ZipEntry>,
  { password, isLarge }: ZipOptions,
): Promise<Readable> {
  const { ZipWriter, configure } = await import('@zip.js/zip.js/lib/zip-core-custom.js');
  // The library limits how many entries a process writes at the same time, even without workers.
  // With such a limit, a few archives that nobody reads could make all other archives wait.
  configure({ maxWorkers: Number.MAX_SAFE_INTEGER });
  const { readable, writable } = new TransformStream<Uint8Array, Uint8Array>();
  const zip = new ZipWriter(writable, {
    useWebWorkers: false,
    useCompressionStream: true,
    // With the next two options the writer sends an entry before it knows the size of the entry.
    bufferedWrite: false,
    dataDescriptor: true,
    extendedTimestamp: false,
    zip64: isLarge,
    ...(password !== undefined && { password, encryptionStrength: 3 }),
  });
  const archive = Readable.fromWeb(readable as Parameters<typeof Readable.fromWeb>[0]);
  let current: Readable | undefined;
  const writeAll = async () => {
    for await (const { name, at, content } of entries) {
      current = content;
      if (archive.destroyed) content.destroy();
      const source = Readable.toWeb(content) as ReadableStream<Uint8Array>;
      await zip.add(name, { readable: source }, { lastModDate: at });
    }
    await zip.close();
  };
  writeAll().catch(() => archive.destroy(new Error('the export ended early')));
  // When the receiver stops reading, the work for the stream ends too.
  archive.on('close', () => current?.destroy());
  return archive;
}
