/** Somebody else has written the state since it was read. The message names no key, because keys name people. */
export class StateConflict extends Error {
  override readonly name = 'StateConflict';
  /** As a `MayflyProblem` says it, so that `repeatOnConflict` does the turn again. */
  readonly code = 'precondition-failed';

  constructor(cause?: unknown) {
    super('another turn has changed the state since it was read (eTag conflict)', { cause });
  }
}
