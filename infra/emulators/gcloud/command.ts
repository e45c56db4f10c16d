import type { GcloudState } from './gcloud-state.ts';

/** A command, split into its words and its flags. */
export type Command = {
  readonly words: readonly string[];
  readonly flags: ReadonlyMap<string, string>;
  /** Returns the standard input of the command. */
  input(): string;
};

/** A failed command, with the text that the tool prints. */
export class CommandFailed extends Error {
  override readonly name = 'CommandFailed';
}

export function parseCommand(args: readonly string[], input: () => string = () => ''): Command {
  const flags = args
    .filter((each) => each.startsWith('--'))
    .map((each): [string, string] => {
      const [name = '', ...value] = each.slice(2).split('=');
      return [name, value.join('=')];
    });
  let read: string | undefined;
  return {
    words: args.filter((each) => !each.startsWith('--')),
    flags: new Map(flags),
    // Standard input can be read only once, so its text is kept.
    input: () => (read ??= input()),
  };
}

export type Handler = (state: GcloudState, name: string, command: Command) => unknown;

/** The value of a required flag. @throws CommandFailed */
export function flag({ flags }: Command, name: string): string {
  const value = flags.get(name);
  if (value === undefined || value === '') throw new CommandFailed(`ERROR: --${name} is missing`);
  return value;
}
