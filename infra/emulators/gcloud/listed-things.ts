import { type Command, CommandFailed, flag, type Handler } from './command.ts';
import type { GcloudState, Thing } from './gcloud-state.ts';

export type Handlers = { readonly [words: string]: Handler };

/** Computes the fields of a resource from the flags of the command that creates or changes it. */
export type Make = (command: Command, state: GcloudState, present: Thing | undefined) => Thing;

/** The flags that every command has. */
const general = ['project', 'quiet', 'format'];

/**
 * Refuses flags that are neither in `known` nor in `general`, as the real tool refuses unknown
 * flags.
 * @throws CommandFailed
 */
export function requireFlags({ flags, words }: Command, known: readonly string[]): void {
  for (const name of flags.keys())
    if (![...general, ...known].includes(name))
      throw new CommandFailed(`ERROR: ${words.join(' ')}: unrecognized arguments: --${name}`);
}

/** Returns a handler that refuses flags that are neither in `known` nor in `general`. */
export function taking(known: readonly string[], handle: Handler): Handler {
  return (state, name, command) => {
    requireFlags(command, known);
    return handle(state, name, command);
  };
}

/** Makes a resource's key within its group. Two locations may have resources of the same name. */
function keyOf(name: string, place: string | undefined): string {
  return `${place ?? 'global'}/${name}`;
}

function placeOf({ flags }: Command): string | undefined {
  return flags.get('region') ?? flags.get('location');
}

export function thingsOf(state: GcloudState, group: string): { [key: string]: Thing } {
  state.things[group] ??= {};
  return state.things[group];
}

/**
 * Returns the resource with this name in this place.
 * @throws CommandFailed if there is no such resource
 */
export function requireThing(
  state: GcloudState,
  group: string,
  name: string,
  place: string | undefined,
): Thing {
  const thing = thingsOf(state, group)[keyOf(name, place)];
  if (thing === undefined) {
    throw new CommandFailed(`ERROR: The resource '${group}/${name}' was not found`);
  }
  return thing;
}

/**
 * Returns the full URL of a resource of Compute Engine. Another resource refers to it by this URL,
 * for example in `urlMap`.
 */
export function addressOf(command: Command, kind: string, name: string): string {
  const place = `regions/${flag(command, 'region')}`;
  return `https://www.googleapis.com/compute/v1/projects/${flag(command, 'project')}/${place}/${kind}/${name}`;
}

type Verbs = {
  readonly [verb: string]: { readonly flags: readonly string[]; readonly make: Make };
};

/**
 * The commands of a group: a list, and commands that create or change one resource. `create` fails
 * if the resource exists. `import` works in both cases. Every other command fails if the resource
 * does not exist.
 */
export function handlersOf(group: string, verbs: Verbs): Handlers {
  const list: Handler = (state, _name, command) => {
    requireFlags(command, ['location']);
    const place = command.flags.get('location');
    return Object.entries(thingsOf(state, group))
      .filter(([key]) => place === undefined || key.startsWith(`${place}/`))
      .map(([, thing]) => thing);
  };
  const handlers = Object.entries(verbs).map(([verb, { flags, make }]): [string, Handler] => [
    `${group} ${verb}`,
    (state, name, command) => {
      requireFlags(command, flags);
      const key = keyOf(name, placeOf(command));
      const all = thingsOf(state, group);
      const present = all[key];
      if (verb === 'create' && present !== undefined) {
        throw new CommandFailed(`ERROR: The resource '${group}/${name}' already exists`);
      }
      if (verb !== 'create' && verb !== 'import')
        requireThing(state, group, name, placeOf(command));
      const region = command.flags.get('region');
      all[key] = {
        name,
        ...(region !== undefined && { region: `https://www.googleapis.com/…/regions/${region}` }),
        ...present,
        ...make(command, state, present),
      };
    },
  ]);
  return { [`${group} list`]: list, ...Object.fromEntries(handlers) };
}
