import { parseArgs } from 'node:util';

type Options = NonNullable<NonNullable<Parameters<typeof parseArgs>[0]>['options']>;
type Read<T extends Options> = ReturnType<typeof parseArgs<{ allowPositionals: true; options: T }>>;

/** Ends the command with status 1, and writes the message to standard error. */
export function fail(message: string): never {
  console.error(message);
  process.exit(1);
}

/** Ends the command with status 2, and writes its help to standard error. */
export function refuseArguments(help: string): never {
  console.error(help);
  process.exit(2);
}

/**
 * Reads the arguments of a command. `--help` writes the help to standard output and ends the
 * command with status 0. An unknown option ends it with status 2.
 */
export function readCommand<const T extends Options>(help: string, options: T): Read<T> {
  if (process.argv.slice(2).includes('--help')) {
    console.log(help);
    process.exit(0);
  }
  try {
    return parseArgs({ allowPositionals: true, options });
  } catch (error) {
    return refuseArguments(`${(error as Error).message}\n\n${help}`);
  }
}
