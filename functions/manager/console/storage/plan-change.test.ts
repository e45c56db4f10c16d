import { expect, it } from 'vitest';
import { categories } from '#shared/categories/registry.ts';
import { promisedDays } from '#shared/settings/retention.ts';
import { renderProfile } from '#shared/tenants/render-profile.ts';
import { openAcme } from '#shared/tenants/testing/open-acme.ts';
import {
  countEarlier,
  destinations,
  isFixed,
  isHarsh,
  planChange,
  requiringModules,
  type Wish,
  wishOf,
} from './plan-change.ts';

const present = {
  destination: 'server',
  retention_days: null,
  effective_days: 30,
  pending: [],
} as const;
const same = wishOf(present);

it('no change is planned if the owner has changed nothing', () => {
  expect(planChange(present, 30, same)).toBeUndefined();
});

it('a change says what happens to stored records only if its new destination is not the server', () => {
  const off = { ...same, destination: 'off', existing: 'delete' } as const;
  expect(planChange(present, 30, off)).toEqual({ destination: 'off', existing: 'delete' });
  const stored = { ...present, destination: 'off' } as const;
  const back = { ...off, destination: 'server' } as const;
  expect(planChange(stored, 30, back)).toEqual({ destination: 'server' });
});

it('if the owner chooses the default number of days, the change removes the tenant’s own retention', () => {
  const short = { ...present, retention_days: 7, effective_days: 7 };
  expect(planChange(short, 30, { ...same, days: 30 })).toEqual({ retention_days: null });
  expect(planChange(present, 30, { ...same, days: 7 })).toEqual({ retention_days: 7 });
});

it('a change is harsh only if it shortens the retention or deletes stored records', () => {
  expect(isHarsh(present, { ...same, days: 29 })).toBe(true);
  expect(isHarsh(present, { ...same, destination: 'off', existing: 'delete' })).toBe(true);
  expect(isHarsh(present, { ...same, destination: 'off' })).toBe(false);
  expect(isHarsh(present, { ...same, days: 60 })).toBe(false);
});

it('records that expire earlier are counted, even if the total of deleted records is the same in the end', () => {
  const gone = [0, 7].map((in_days) => ({
    in_days,
    with_change: in_days,
    without_change: in_days,
  }));
  const at = (in_days: number, before: number, after: number) => ({
    in_days,
    without_change: before,
    with_change: after,
  });
  expect(countEarlier({ gone, curve: [at(0, 3, 3), at(3, 3, 0), at(7, 0, 0)] })).toBe(3);
  expect(countEarlier({ gone, curve: [at(0, 3, 3), at(3, 3, 5)] })).toBe(0);
});

/** Each category without any module, and with a module that requires it. */
const inUse = categories.flatMap((category) => {
  const requiring = category.moduleRules.filter(({ rule }) => rule === 'required').slice(0, 1);
  const modules = requiring.map(({ module }) => module);
  return [[], ...(modules.length === 0 ? [] : [modules])].map(
    (used) => [category.id, used, category] as const,
  );
});

it.each(inUse)(
  'for %s with the modules %j, the form offers exactly the destinations that the API accepts',
  async (id, modules, category) => {
    const acme = await openAcme(modules);
    const { settings } = await acme.as();
    const shown = renderProfile(categories, 'acme', settings, acme.clock.now).categories[id];
    if (shown === undefined) throw new Error(id);
    const { destination: from, effective_days } = shown;
    const stored = { ...present, destination: from, effective_days };
    const accepts = async (destination: Wish['destination'], existing: Wish['existing']) => {
      const wish = { ...wishOf(stored), destination, existing };
      const change = planChange(stored, promisedDays(category), wish);
      if (change === undefined) return true;
      const foreseen = acme.foresee({ categories: { [id]: change } });
      return foreseen.then(
        () => true,
        () => false,
      );
    };
    const accepted = [];
    for (const destination of destinations)
      if ((await accepts(destination, 'expire')) && (await accepts(destination, 'delete')))
        accepted.push(destination);
    const rules = category.moduleRules.map((each) => ({
      ...each,
      in_use: modules.includes(each.module),
    }));
    const isOffered = !isFixed({ always: category.always, modules: rules });
    expect(isOffered ? destinations : [from]).toEqual(accepted);
    expect(requiringModules({ modules: rules })).toEqual(modules);
  },
);
