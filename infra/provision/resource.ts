import { type Gcloud, gcloudChange } from './gcloud.ts';
import type { Planned } from './step.ts';

/** A value of a resource, as its service at Google writes it. */
type Value = string | number | boolean | readonly Value[] | Values;
export type Values = { readonly [name: string]: Value };

type Command = { readonly args: readonly string[]; readonly input?: string };

/** A resource that `gcloud` lists, creates and, if its service allows it, changes. */
export type Resource = {
  readonly of: string;
  readonly name: string;
  /** The wanted values. The resource may have more values. */
  readonly wanted: Values;
  readonly create: Command;
  /**
   * The command that changes an existing resource. It is missing if the service cannot change the
   * resource.
   */
  readonly change?: Command;
};

/** A resource as `gcloud` lists it. */
export type Found = {
  readonly name: string;
  readonly region?: string;
  readonly [field: string]: unknown;
};

/** The last part of a name or a URL. */
export function lastPart(name: string): string {
  return name.split('/').at(-1) ?? name;
}

/**
 * Google's services return full URLs, but a wanted value begins with `projects/`. So this function
 * removes the text before `projects/`.
 */
function fromProject(value: unknown): unknown {
  return typeof value === 'string'
    ? value.replace(/^(?:https:)?\/\/.*?\/(?=projects\/)/, '')
    : value;
}

const isList = (value: Value): value is readonly Value[] => Array.isArray(value);

/**
 * Returns whether a found value contains every wanted value. If zero, false or an empty text is
 * wanted, the found value may also be missing.
 */
export function holds(found: unknown, wanted: Value): boolean {
  if (isList(wanted)) {
    const all = Array.isArray(found) ? (found as unknown[]) : [];
    const isThere = (each: Value) => all.some((other) => holds(other, each));
    return all.length === wanted.length && wanted.every(isThere);
  }
  if (typeof wanted === 'object') {
    const fields = (found ?? {}) as { readonly [name: string]: unknown };
    return Object.entries(wanted).every(([name, value]) => holds(fields[name], value));
  }
  if (found === undefined || found === null) return !wanted;
  return fromProject(found) === wanted;
}

function differenceOf(found: Found, wanted: Values): string | undefined {
  const wrong = Object.entries(wanted).filter(([name, value]) => !holds(found[name], value));
  if (wrong.length === 0) return undefined;
  const told = wrong.map(([name, value]) => {
    if (typeof value === 'object') return `${name} is not what the manifest says`;
    const is = String(fromProject(found[name] ?? 'missing'));
    return `${name} is ${is}, and the manifest says ${value}`;
  });
  return told.join('; ');
}

/**
 * Plans the change for one resource. If the service cannot change the resource, the plan contains a
 * refusal.
 */
export function planResource(
  gcloud: Gcloud,
  { of, create, change, wanted }: Resource,
  found: Found | undefined,
): Planned[] {
  if (found === undefined) {
    return [gcloudChange(gcloud, 'create', of, create.args, undefined, create.input)];
  }
  const difference = differenceOf(found, wanted);
  if (difference === undefined) return [];
  if (change !== undefined) {
    return [gcloudChange(gcloud, 'change', of, change.args, difference, change.input)];
  }
  const fix = `delete it and everything that uses it. Then run apply again, which creates it again`;
  return [{ kind: 'refused', of, difference, fix }];
}

/**
 * Compares the wanted resources of one kind with those that a command lists, and plans the changes.
 * @param region the required location; found resources in other locations are ignored
 */
export async function planResources(
  gcloud: Gcloud,
  list: readonly string[],
  resources: readonly Resource[],
  region?: string,
): Promise<Planned[]> {
  const listed = await gcloud.read<Found[]>(list);
  const there = new Map(
    listed
      .filter((each) => region === undefined || lastPart(each.region ?? '') === region)
      .map((each) => [lastPart(each.name), each]),
  );
  return resources.flatMap((each) => planResource(gcloud, each, there.get(each.name)));
}
