import { expect, test } from 'vitest';
import { createGcloudInMemory } from '../../emulators/gcloud/gcloud-in-memory.ts';
import { type Alert, alerts, dashboard, metricOf, seriesOf } from '../../manifest.ts';
import { applyProject, planProject, renderPlan } from '../plan-project.ts';
import { dashboardJson, showDashboard } from './show-dashboard.ts';

function createShown() {
  const { state, gcloud, changes } = createGcloudInMemory('demo-mayfly');
  const steps = [showDashboard(gcloud)];
  return {
    changes,
    all: () => (state.things['monitoring dashboards'] ??= {}),
    apply: () => applyProject(steps, () => {}),
    told: async () =>
      renderPlan(await planProject(steps, () => {}), false).filter((line) => line.startsWith('  ')),
  };
}

test('an empty project gets the dashboard of the manifest, and a second run changes nothing', async () => {
  const { apply, told, all, changes } = createShown();
  expect(await told()).toEqual([`  + dashboard ${dashboard.title}`]);
  await apply();
  expect(Object.values(all())).toEqual([expect.objectContaining(dashboardJson())]);
  await apply();
  expect(changes).toHaveLength(1);
});

test('a run corrects manual changes of the dashboard, and leaves dashboards of others unchanged', async () => {
  const { apply, told, all } = createShown();
  await apply();
  all()['others'] = { name: 'others', displayName: 'Mayfly' };
  const [name = ''] = Object.keys(all());
  for (const change of [{ mosaicLayout: { columns: 48, tiles: [] } }, { displayName: 'Mine' }]) {
    all()[name] = { ...all()[name], ...change };
    // oxlint-disable-next-line no-await-in-loop
    expect(await told()).toEqual([
      `  ~ dashboard ${dashboard.title}: ${Object.keys(change)[0]}: not what the manifest says`,
    ]);
    // oxlint-disable-next-line no-await-in-loop
    await apply();
    // oxlint-disable-next-line no-await-in-loop
    expect(await told()).toEqual([]);
  }
  expect(all()['others']).toEqual({ name: 'others', displayName: 'Mayfly' });
});

test('if somebody changes the dashboard after the plan was made, the planned change fails', async () => {
  const { gcloud, state } = createGcloudInMemory('demo-mayfly');
  const step = showDashboard(gcloud);
  await applyProject([step], () => {});
  const all = state.things['monitoring dashboards'] ?? {};
  const [name = ''] = Object.keys(all);
  all[name] = { ...all[name], displayName: 'Mine' };
  const [planned] = await step.plan();
  all[name] = { ...all[name], etag: 'newer' };
  if (planned === undefined || !('carryOut' in planned)) throw new Error('nothing is planned');
  await expect(planned.carryOut()).rejects.toThrow('ABORTED');
});

test('each alert has a chart of the lines that it counts', () => {
  const drawn = dashboard.charts.map(seriesOf).join('\n');
  for (const alert of alerts satisfies readonly Alert[])
    expect(drawn).toContain(`"logging.googleapis.com/user/${metricOf(alert)}"`);
});

test('no two charts overlap, and all are inside the page', () => {
  const { columns, tiles } = dashboardJson()['mosaicLayout'] as {
    readonly columns: number;
    readonly tiles: readonly { xPos: number; yPos: number; width: number; height: number }[];
  };
  const places = new Set(tiles.map(({ xPos, yPos }) => `${xPos} ${yPos}`));
  expect(places.size).toBe(dashboard.charts.length);
  for (const { xPos, yPos, width, height } of tiles)
    expect([xPos % width, yPos % height, xPos + width <= columns]).toEqual([0, 0, true]);
});
