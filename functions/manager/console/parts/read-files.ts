/** A chosen file cannot be read, for example because it was changed or removed after the choice. */
export class FileUnreadable extends Error {
  override readonly name = 'FileUnreadable';
}

/** Reads the texts of chosen files. @throws FileUnreadable */
export async function readFiles(files: readonly File[]): Promise<string[]> {
  return Promise.all(files.map((file) => file.text())).catch((cause: unknown) => {
    throw new FileUnreadable('a chosen file cannot be read', { cause });
  });
}
