/**
 * Is thrown when somebody else has written the state since it was read. The message names no key,
 * because keys name people.
 */
export class StateConflict extends Error {
  override readonly name = 'StateConflict';
  /** The code of the `MayflyProblem`, so that `repeatOnConflict` repeats the turn. */
  readonly code = 'precondition-failed';

  constructor(cause?: unknown) {
    super('another turn has changed the state since it was read (eTag conflict)', { cause });
  }
}
