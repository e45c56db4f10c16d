/**
 * The `typ` in the header of a signed archive. It distinguishes archives from receipts and seals,
 * which the same key signs.
 */
export const archiveType = 'mayfly-archive+jws';

export const archiveFormat = 'mayfly-archive-1';

/** The last file of an archive. It contains the signature of all other files. */
export const signatureName = 'signature.jws';

/**
 * A file of an archive and its hash. The hash is made before the content is compressed and
 * encrypted.
 */
export type SignedFile = {
  readonly name: string;
  /** SHA-256 in hex. */
  readonly sha256: string;
  readonly bytes: number;
};

/** What an archive is about. It identifies no person. */
export type ArchiveAbout = {
  readonly tenant: string;
  /** `access`, `portability` or `period`. */
  readonly kind: string;
  /** The kinds of identifiers by which the caller searched for the person, such as `email`. */
  readonly asked_by: readonly string[];
  /** For a period: the category, and the limits of the period in which the records were created. */
  readonly category?: string;
  readonly created_after?: string | null;
  readonly created_before?: string | null;
  /**
   * The number of records whose encrypted fields are withheld (Art. 15(4)). Absent if there are
   * none.
   */
  readonly withheld?: number;
};

/** The facts that Mayfly signs after it has written all other files of an archive. */
export type ArchiveStatement = ArchiveAbout & {
  readonly format: typeof archiveFormat;
  readonly archive: string;
  readonly made_at: string;
  /**
   * How many records were found. If a record was deleted while the archive was written, the archive
   * does not contain it.
   */
  readonly records: number;
  readonly files: readonly SignedFile[];
};
