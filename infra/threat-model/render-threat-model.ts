import { categories } from '#shared/categories/registry.ts';
import { codes } from '../generate/markdown-table.ts';
import { type FunctionName, functions } from '../manifest.ts';
import { type Aim, type CategoryDeed, categoryDeeds, type Deed, deeds } from './deeds.ts';
import { knownLimits } from './known-limits.ts';
import type { Outcome } from './outcome.ts';
import { outcomes } from './outcomes.ts';

const ids = categories.map(({ id }) => id);
const titles: { readonly [aim in Aim]: string } = {
  read: 'Can read',
  change: 'Can change',
  destroy: 'Can destroy',
};

/**
 * Lists ids of categories in the order of the categories' numbers. If only one or two categories
 * are missing, writes «all categories except …».
 */
function named(reached: readonly string[]): string {
  const own = ids.filter((id) => reached.includes(id));
  const others = ids.filter((id) => !reached.includes(id));
  if (others.length === 0) return 'all categories';
  return others.length < 3 ? `all categories except ${codes(others)}` : codes(own);
}

/**
 * Describes the successful deeds with one aim.
 * @param isGroup true if several functions share the section, because they differ only in the
 * categories that they decrypt
 */
function pointsOf(outcome: Outcome, aim: Aim, isGroup: boolean): string[] {
  const reach = (deed: CategoryDeed) =>
    isGroup && deed === 'open' ? 'the categories that the function serves' : named(outcome[deed]);
  const onCategories = (Object.keys(categoryDeeds) as CategoryDeed[])
    .filter((deed) => categoryDeeds[deed].aim === aim && outcome[deed].length > 0)
    .map((deed) => `${categoryDeeds[deed].says} ${reach(deed)}`);
  const others = (Object.keys(deeds) as Deed[])
    .filter((deed) => deeds[deed].aim === aim && outcome.deeds.includes(deed))
    .map((deed) => deeds[deed].says);
  return [...onCategories, ...others];
}

type Group = { readonly names: FunctionName[]; readonly outcome: Outcome; readonly limit: string };

function sectionOf({ names, outcome, limit }: Group): string {
  const points = (Object.keys(titles) as Aim[]).flatMap((aim) => {
    const own = pointsOf(outcome, aim, names.length > 1);
    if (own.length === 0) return [`- ${titles[aim]} nothing.`];
    return [`- ${titles[aim]}:`, ...own.map((point) => `  - ${point}`)];
  });
  const heading = names.map((name) => `\`${name}\``).join(', ');
  return [`### ${heading}`, '', ...points, `- Known limit: ${limit}`].join('\n');
}

/**
 * Describes what a thief with each function's credential can read, change and destroy, and the
 * known limits of the function.
 */
export function threatSections(): string {
  const groups = new Map<string, Group>();
  for (const { name, categories: own } of functions) {
    const outcome = outcomes[name];
    const limit = knownLimits[name];
    const { open, ...rest } = outcome;
    const opensOwn = open.join() === own.join() && rest.confirm.length > 0;
    const key = JSON.stringify(opensOwn ? [rest, limit] : name);
    const group = groups.get(key) ?? { names: [], outcome, limit };
    group.names.push(name);
    groups.set(key, group);
  }
  return [...groups.values()].map(sectionOf).join('\n\n');
}
