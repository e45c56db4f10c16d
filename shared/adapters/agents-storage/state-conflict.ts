/**
 * Thrown when the stored state is no longer the one that was read: another turn has written it, or
 * it was erased or has expired. The message contains no key, because keys contain ids of people.
 */
export class StateConflict extends Error {
  override readonly name = 'StateConflict';
  /**
   * The code that a `MayflyProblem` has after a conflict. `repeatOnConflict` repeats a turn if an
   * error has this code.
   */
  readonly code = 'precondition-failed';

  constructor(cause?: unknown) {
    super(
      'the state is no longer the one that was read: another turn has written it, or it was erased or has expired (eTag conflict)',
      { cause },
    );
  }
}
