import type { Problem } from './schemas.ts';

type ProblemCode = Problem['code'];
/**
 * A rule that the request broke, and the place in the request. It contains no value that was sent.
 */
type ProblemDetail = NonNullable<Problem['errors']>[number];

/**
 * An error in an answer of Mayfly (RFC 9457). A `code` never changes its meaning. If the answer is
 * not a problem document, for example because another server sent it, the code is `unknown`. The
 * error never contains a value that the client has sent.
 */
export class MayflyProblem extends Error {
  override readonly name = 'MayflyProblem';
  readonly status: number;
  readonly code: ProblemCode | 'unknown';
  readonly detail: string | undefined;
  readonly errors: readonly ProblemDetail[];
  /** The id of the request, for questions to support. It is not personal. */
  readonly requestId: string | undefined;

  constructor(status: number, body: ProblemBody, requestId?: string) {
    const code = body.code ?? 'unknown';
    super(`${status} ${code}${body.title === undefined ? '' : `: ${body.title}`}`);
    this.status = status;
    this.code = code;
    this.detail = body.detail;
    this.errors = body.errors ?? [];
    this.requestId = body.request_id ?? requestId;
  }
}

/**
 * There was no complete answer from Mayfly, for example because the network failed or the time
 * limit was reached. The `cause` contains the reason.
 */
export class MayflyUnreachable extends Error {
  override readonly name = 'MayflyUnreachable';
}

type ProblemBody = Partial<Problem>;

/** Reads the problem from an error answer. */
export async function readProblem(response: Response): Promise<MayflyProblem> {
  const isProblem = response.headers.get('content-type')?.startsWith('application/problem+json');
  const requestId = response.headers.get('x-request-id') ?? undefined;
  const body = isProblem ? ((await response.json()) as ProblemBody) : {};
  return new MayflyProblem(response.status, body, requestId);
}
