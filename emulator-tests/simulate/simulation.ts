import { apiKeyScopes } from '#shared/access/manage-api-keys.ts';
import { createApiKey } from '#shared/access/store-api-key.ts';
import type { Instant } from '#shared/base/time/instant.ts';
import { categories } from '#shared/categories/registry.ts';
import { openTenant } from '#shared/settings/testing/everything-on.ts';
import { type ModelData, type ModelTenant, newTenant } from './model/model.ts';
import { type Backup, createWorld, type World } from './world/create-world.ts';
import { drawBytes } from './world/draw-bytes.ts';
import type { Change } from './world/observe-store.ts';
import type { Plant } from './world/plant.ts';

/** Thrown if the functions did something that the model does not allow. */
export class Violation extends Error {
  override readonly name = 'Violation';
}

/** A backup, and the state of the model when the backup was made. */
export type ModelBackup = Backup & { readonly known: ReadonlyMap<string, ModelData> };

/** A simulated world, and the model with which its functions are compared. */
export type Simulation = {
  readonly world: World;
  /** The tenants that exist now. A new tenant replaces a tenant that has ended. */
  readonly tenants: ModelTenant[];
  readonly ended: ModelTenant[];
  backups: ModelBackup[];
  /** The changes of stored documents since the step began. */
  changes: Change[];
  keysBackAt: Instant;
  /** For each sweep, an instant before which its last complete run cannot have begun. */
  readonly swept: Map<string, Instant>;
  /**
   * Copies of encrypted records. Nobody may be able to decrypt a copy after its instant `until`.
   */
  readonly stolen: Map<
    string,
    Change['ref'] & { readonly data: NonNullable<Change['after']>; readonly until: Instant }
  >;
  /** Maps the path of a document to the time when the document got an expiry in the past. */
  readonly shortenedAt: Map<string, Instant>;
  readonly counts: Map<string, number>;
  /**
   * Maps a tenant and a day to the number of due records in each category. The simulator counts
   * these records as soon as Mayfly has counted them.
   */
  readonly plans: Map<string, ReadonlyMap<string, number>>;
  /** The days for which Mayfly has counted the due records of all tenants. */
  readonly begun: Set<string>;
  /** The days on which a run of the sweep `seal` was complete, since the last check. */
  readonly sealed: Set<string>;
  /** The time when each key of the key service got its latest version. */
  readonly rotated: Map<string, Instant>;
  tokens: number;
  opened: number;
  restores: number;
  restoredAt: Instant;
};

export const now = ({ world }: Simulation): Instant => world.clock.now;

export function count({ counts }: Simulation, what: string): void {
  counts.set(what, (counts.get(what) ?? 0) + 1);
}

/**
 * Checks a condition.
 * @throws Violation if the condition is false
 */
export function must(holds: boolean, told: () => string): asserts holds {
  if (!holds) throw new Violation(told());
}

/** Adds the changes since the last call to the changes of the step. */
export function collect(sim: Simulation): void {
  sim.changes.push(...sim.world.observed.takeChanges());
}

/** Makes a text that occurs once in the whole history. */
export function newToken(sim: Simulation): string {
  sim.tokens += 1;
  return `word-${sim.tokens}`;
}

export const ownerOf = (tenant: ModelTenant) => `owner.${tenant.id}`;

export const personOf = (tenant: ModelTenant, person: number) => ({
  email: `person-${person}@${tenant.id}.example`,
  phone: `+49302312${String(5_800 + tenant.number * 10 + person).padStart(4, '0')}`,
  external_id: `psid-${tenant.id}-${person}`,
});

export const conversationOf = (person: number, pick: number) => `c${person}-${pick % 3}`;

/** Creates a tenant that stores every category, with an owner and an API key with every scope. */
export async function openModelTenant(sim: Simulation): Promise<ModelTenant> {
  const { world } = sim;
  sim.opened += 1;
  const id = `tenant-${sim.opened}`;
  const deps = {
    store: world.observed.store,
    now: () => world.clock.now,
    randomBytes: drawBytes(`${world.seed} ${id}`),
  };
  await openTenant(deps, id);
  const key = await createApiKey(deps, { tenant: id, scopes: apiKeyScopes(categories) });
  const tenant = newTenant(sim.opened, id, key);
  const { app } = world.processOf('tenants', 0);
  const response = await app.request('/v1/tenant/members', {
    method: 'POST',
    headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
    body: JSON.stringify({ email: `${ownerOf(tenant)}@example.org`, role: 'owner' }),
  });
  must(response.status === 201, () => `no owner can be invited: ${response.status}`);
  return tenant;
}

export async function createSimulation(
  seed: number,
  tenants: number,
  plant?: Plant,
): Promise<Simulation> {
  const sim: Simulation = {
    world: createWorld(seed, plant),
    tenants: [],
    ended: [],
    backups: [],
    changes: [],
    keysBackAt: 0,
    swept: new Map(),
    stolen: new Map(),
    shortenedAt: new Map(),
    counts: new Map(),
    plans: new Map(),
    begun: new Set(),
    sealed: new Set(),
    rotated: new Map(),
    tokens: 0,
    opened: 0,
    restores: 0,
    restoredAt: 0,
  };
  for (let at = 0; at < tenants; at += 1) sim.tenants.push(await openModelTenant(sim));
  return sim;
}
