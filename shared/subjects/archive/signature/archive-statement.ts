/** `typ` in the header of a signed archive. It tells archives from receipts and seals, which the same key signs. */
export const archiveType = 'mayfly-archive+jws';

export const archiveFormat = 'mayfly-archive-1';

/** The file of an archive that holds the signature of all others. It is the last one. */
export const signatureName = 'signature.jws';

/** A file of an archive, as it was signed before it was compressed and encrypted. */
export type SignedFile = {
  readonly name: string;
  /** In hex. */
  readonly sha256: string;
  readonly bytes: number;
};

/** What an archive is about. It names no person. */
export type ArchiveAbout = {
  readonly tenant: string;
  /** `access`, `portability` or `period`. */
  readonly kind: string;
  /** Names of what was looked for by, such as `email`. */
  readonly asked_by: readonly string[];
  /** Of a period: the category, and which instants of creation. */
  readonly category?: string;
  readonly created_after?: string | null;
  readonly created_before?: string | null;
};

/** What the service signs of an archive when it has written all other files. */
export type ArchiveStatement = ArchiveAbout & {
  readonly format: typeof archiveFormat;
  readonly archive: string;
  readonly made_at: string;
  /** How many records were found. Those that were deleted while the archive was written are left out. */
  readonly records: number;
  readonly files: readonly SignedFile[];
};
