/**
 * `typ` in the header of a signed archive. It distinguishes archives from receipts and seals, which
 * the same key signs.
 */
export const archiveType = 'mayfly-archive+jws';

export const archiveFormat = 'mayfly-archive-1';

/** The file of an archive that contains the signature of all other files. It is the last one. */
export const signatureName = 'signature.jws';

/** A file of an archive, as it was signed before it was compressed and encrypted. */
export type SignedFile = {
  readonly name: string;
  /** In hex. */
  readonly sha256: string;
  readonly bytes: number;
};

/** The subject of an archive. It names no person. */
export type ArchiveAbout = {
  readonly tenant: string;
  /** `access`, `portability` or `period`. */
  readonly kind: string;
  /** Names of the searched identifiers, such as `email`. */
  readonly asked_by: readonly string[];
  /** For a period: the category, and the instants of creation. */
  readonly category?: string;
  readonly created_after?: string | null;
  readonly created_before?: string | null;
};

/** The facts that the service signs when it has written all other files of an archive. */
export type ArchiveStatement = ArchiveAbout & {
  readonly format: typeof archiveFormat;
  readonly archive: string;
  readonly made_at: string;
  /**
   * How many records were found. Records that were deleted while the archive was written are not in
   * it.
   */
  readonly records: number;
  readonly files: readonly SignedFile[];
};
