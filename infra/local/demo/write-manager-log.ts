import { microsPerMilli } from '#shared/base/time/instant.ts';
import type { ManagerLogEntry } from '#shared/manager-log/entry.ts';
import { createSettingsReader } from '#shared/settings/read-settings.ts';
import type { TenantSettings } from '#shared/settings/settings.ts';
import { runSeal } from '#shared/sweeps/seal/run-seal.ts';
import { encrypterOf } from '#shared/wiring/keys/encrypter-of.ts';
import { signerOf } from '#shared/wiring/keys/signer-of.ts';
import { wrapperOf } from '#shared/wiring/keys/wrapper-of.ts';
import { createManagerLog } from '#shared/wiring/manager-log-deps.ts';
import { createPersonAccess } from '#shared/wiring/person-access.ts';
import type { Platform } from '#shared/wiring/platform.ts';
import { createTaskWork } from '#shared/wiring/task-service.ts';

const dayMs = 86_400_000;
const minuteMs = 60_000;

/**
 * The days on which the managers worked, as numbers of days before today. For each such day the
 * demo must make a data key and several seals. This takes time, so the days are few.
 */
const workDaysAgo = [95, 6, 1, 0];

const managers = [
  { actor: 'sabine.schaefer@example.com', ip: '203.0.113.20' },
  { actor: 'joerg.weiss@example.com', ip: '203.0.113.41' },
] as const;

/** Pairs of an action and its target. The functions also write these names into the log. */
const acts = [
  ['conversations.list', undefined],
  ['customers.search', 'email'],
  ['customers.export.csv', undefined],
  ['marketing-consents.list', 'type'],
] as const;

/**
 * Plans the entries for the actions of a tenant's managers, the oldest first. Each manager acts
 * twice on each work day.
 */
function planSessions(
  tenant: string,
  settings: TenantSettings,
  idOf: ReadonlyMap<string, string>,
  nowMs: number,
) {
  return workDaysAgo.flatMap((daysAgo, day) =>
    managers.map((manager, at) => ({
      atMs: nowMs - daysAgo * dayMs - (30 - at * 7) * minuteMs,
      entries: [0, 1].map((step): ManagerLogEntry => {
        const [action, target] = acts[(day + at * 2 + step) % acts.length] ?? acts[0];
        return {
          tenant,
          settings,
          ...manager,
          actorId: idOf.get(manager.actor) ?? '',
          action,
          outcome: 'shown',
          ...(target !== undefined && { target }),
        };
      }),
    })),
  );
}

/**
 * Records the actions of the managers, each at its planned time. Then seals the hours that are
 * over.
 * @returns the number of entries
 */
export async function writeManagerLog(
  platform: Platform,
  tenants: readonly { readonly id: string }[],
): Promise<number> {
  const encrypter = encrypterOf(platform, 'customers');
  const { personIds } = createPersonAccess(platform, wrapperOf(platform, 'customers')).people;
  const ids = managers.map(async ({ actor }) => [actor, await personIds.idOf(actor)] as const);
  const idOf = new Map(await Promise.all(ids));
  const settingsOfTenant = createSettingsReader(platform);
  const nowMs = platform.now() / microsPerMilli;
  const counts = await Promise.all(
    tenants.map(async ({ id }) => {
      let atMs = 0;
      const now = () => Math.floor(atMs * microsPerMilli);
      const log = createManagerLog({ ...platform, now }, encrypter, personIds);
      const settings = await settingsOfTenant(id);
      if (settings === undefined) throw new Error(`there is no tenant ${id}`);
      const sessions = planSessions(id, settings, idOf, nowMs);
      for (const session of sessions) {
        atMs = session.atMs;
        await Promise.all(session.entries.map((entry) => log.record(entry)));
      }
      return sessions.flatMap(({ entries }) => entries).length;
    }),
  );
  await runSeal({
    ...createTaskWork(platform),
    signer: signerOf(platform, 'seal'),
    onSealed: () => undefined,
    onFailure: (error) => {
      throw error;
    },
  });
  return counts.reduce((sum, count) => sum + count, 0);
}
