/**
 * The `typ` in the header of an archive's signature. The same key also signs receipts and seals,
 * but with another `typ`.
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

/** What an archive is about. These facts identify no person. */
export type ArchiveAbout = {
  readonly tenant: string;
  /** The kind of the archive: `access`, `portability` or `period`. */
  readonly kind: string;
  /**
   * The kinds of identifiers by which the caller searched for the person, such as `email`. In the
   * archive of one record or of a period, this is `record` or `period`.
   */
  readonly asked_by: readonly string[];
  /**
   * The category of the records. Only the archive of a period has this field and the next two
   * fields. `created_after` and `created_before` are the limits of the period.
   */
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
   * The number of records that the search found. The archive does not contain records that were
   * deleted while it was written.
   */
  readonly records: number;
  readonly files: readonly SignedFile[];
};
