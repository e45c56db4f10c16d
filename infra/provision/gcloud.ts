import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** The largest output of `gcloud` that is read, in bytes. */
const answerBytesMax = 64 * 1_024 * 1_024;

/**
 * The command `gcloud` failed or is missing. The message contains the command and the first line of
 * its error. It omits the flags of the command, because their values may be personal.
 */
export class GcloudFailed extends Error {
  override readonly name = 'GcloudFailed';
  /** True if the requested resource does not exist. */
  readonly isMissing: boolean;

  constructor(args: readonly string[], said: string) {
    // Warnings may come before the error.
    const lines = said.split('\n').filter((line) => line.trim() !== '');
    const found = lines.findIndex((line) => line.startsWith('ERROR'));
    const error = lines.slice(Math.max(0, found));
    const words = args.filter((each) => !each.startsWith('--'));
    super(`gcloud ${words.join(' ')}: ${error[0] ?? 'failed'}`);
    this.isMissing = /NOT_FOUND|does not exist|was not found/.test(error.join('\n'));
  }
}

/**
 * The command line tool of Google Cloud. The provisioning uses it for each service whose client
 * library is not a dependency of Mayfly.
 */
export type Gcloud = {
  /** Runs a command that only reads, and parses its output as JSON. @throws GcloudFailed */
  read<T>(args: readonly string[]): Promise<T>;
  /** Runs a command that changes something, and gives it the input. @throws GcloudFailed */
  run(args: readonly string[], input?: string): Promise<void>;
};

/** Everything that a failed `gcloud` said on stderr. */
function saidBy(error: unknown): string {
  if (!(error instanceof Error)) return 'failed';
  if ('code' in error && error.code === 'ENOENT') {
    return 'not installed, see https://cloud.google.com/sdk/docs/install';
  }
  return 'stderr' in error ? String(error.stderr) : error.message;
}

/** The `gcloud` in the PATH, for one project. It never asks questions. */
export function createGcloud(projectId: string): Gcloud {
  const call = async (args: readonly string[], input = ''): Promise<string> => {
    const all = [...args, `--project=${projectId}`, '--quiet'];
    try {
      const running = run('gcloud', all, { maxBuffer: answerBytesMax });
      // A command may end before it has read its input, and then writing the input fails. This
      // error is ignored, because the exit code says whether the command failed.
      running.child.stdin?.on('error', () => {}).end(input);
      return (await running).stdout;
    } catch (error) {
      throw new GcloudFailed(args, saidBy(error));
    }
  };
  return {
    async read<T>(args: readonly string[]) {
      const printed = await call([...args, '--format=json']);
      return JSON.parse(printed.trim() === '' ? '[]' : printed) as T;
    },
    async run(args, input) {
      await call(args, input);
    },
  };
}

/**
 * Returns a `gcloud` that runs each reading command only once, and remembers the answer. Use it for
 * one plan or one check only. A plan or a check changes nothing, so a remembered answer stays
 * correct.
 */
export function rememberReads(gcloud: Gcloud): Gcloud {
  const known = new Map<string, Promise<unknown>>();
  return {
    read<T>(args: readonly string[]) {
      const name = JSON.stringify(args);
      const reading = known.get(name) ?? gcloud.read<T>(args);
      known.set(name, reading);
      return reading as Promise<T>;
    },
    run: (args, input) => gcloud.run(args, input),
  };
}

/** A `gcloud` command as text that a person can paste into a shell, with its input. */
export function shellLine(args: readonly string[], input?: string): string {
  const quoted = args.map((each) => (/^[\w@%+=:,./-]+$/.test(each) ? each : `'${each}'`));
  const line = `gcloud ${quoted.join(' ')}`;
  return input === undefined ? line : `${line} <<'EOF'\n${input}\nEOF`;
}

/** A change that one `gcloud` command makes. */
export function gcloudChange(
  gcloud: Gcloud,
  kind: 'create' | 'change' | 'remove',
  of: string,
  args: readonly string[],
  difference?: string,
  input?: string,
) {
  return {
    kind,
    of,
    command: shellLine(args, input),
    ...(difference !== undefined && { difference }),
    carryOut: () => gcloud.run(args, input),
  };
}

/** The result of a reading command. It is undefined if the resource does not exist. */
export async function readIfThere<T>(
  gcloud: Gcloud,
  args: readonly string[],
): Promise<T | undefined> {
  try {
    return await gcloud.read<T>(args);
  } catch (error) {
    if (error instanceof GcloudFailed && error.isMissing) return undefined;
    throw error;
  }
}
