import { categories } from '#shared/categories/registry.ts';
import { growthTable } from '../capacity/growth-table.ts';
import { functions, operators } from '../manifest.ts';
import { accountSections } from '../threat-model/render-accounts.ts';
import { threatSections } from '../threat-model/render-threat-model.ts';
import { categoriesTable } from './categories-table.ts';
import { environmentTable } from './environment-table.ts';
import type { Blocks } from './fill-blocks.ts';
import { grantsTable } from './grants-table.ts';
import {
  alertsTable,
  dashboardTable,
  databasesTable,
  functionsTable,
  keysTable,
  schedulesTable,
} from './manifest-tables.ts';

/** For each command that people run by hand, the function whose README describes the command. */
const describedWith: { readonly [operator in (typeof operators)[number]['name']]: string } = {
  verifier: 'seal',
  deployer: 'manager',
  restorer: 'purge',
};

function operatorBlocks(functionName: string): Blocks {
  const own = operators.filter(({ name }) => describedWith[name] === functionName);
  return Object.fromEntries(own.map(({ name, grants }) => [name, grantsTable(grants)]));
}

/** The READMEs with generated blocks, and the blocks of each of them. */
export const generatedReadmes: { readonly [path: string]: Blocks } = {
  'README.md': { categories: categoriesTable(categories) },
  'THREAT-MODEL.md': { functions: threatSections(), accounts: accountSections() },
  'infra/capacity/README.md': { growth: growthTable() },
  'infra/manifest/README.md': {
    functions: functionsTable(),
    keys: keysTable(),
    databases: databasesTable(),
    schedules: schedulesTable(),
    alerts: alertsTable(),
    dashboard: dashboardTable(),
  },
  ...Object.fromEntries(
    functions.map(({ name, grants, environment }): [string, Blocks] => [
      `functions/${name}/README.md`,
      {
        roles: grantsTable(grants),
        environment: environmentTable(environment),
        ...operatorBlocks(name),
      },
    ]),
  ),
};
