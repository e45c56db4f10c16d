import { existsSync } from 'node:fs';
import { readConfig } from '#shared/base/config/read-config.ts';
import { microsPerMilli } from '#shared/base/time/instant.ts';
import { categories } from '#shared/categories/registry.ts';
import { RestoreRefused, restore } from '#shared/restores/restore.ts';
import { collections } from '#shared/wiring/collections.ts';
import { connectStore } from '#shared/wiring/connect-platform.ts';
import { machine } from '#shared/wiring/machine.ts';
import { root } from '../build/functions.ts';
import { readCommand, refuseArguments } from '../command/read-command.ts';

const help = `Repeats the deletions and other changes that Mayfly made after a backup, in the database restored from this backup.
It also completes the erasures of persons that were running when the backup was made. Then functions can use the database.

  npm run restore -- DATABASE [--confirm N]

  DATABASE     the id of the database into which the backup was restored
  --confirm N  allows the command to delete up to N documents. The command first prints how many documents it would
               delete for each tenant and collection. It needs --confirm only for an unusual deletion: of a whole
               category, or of more than a hundred documents that are also more than a tenth of their collection
  --help       prints this text

The command uses the environment variables of a function and the default credentials of the Google clients. Without
GOOGLE_CLOUD_PROJECT it works on the running local stack. It may be stopped at any time and run again. If it fails,
it exits with 1, and the database stays closed: functions that read or write records answer 503.
`;

const { values, positionals } = readCommand(help, {
  confirm: { type: 'string', default: '0' },
});
const [database] = positionals;
const confirmed = Number(values.confirm);
if (database === undefined || positionals.length > 1 || !Number.isSafeInteger(confirmed))
  refuseArguments(help);
const localEnv = `${root}.local/env`;
const isLocal = process.env['GOOGLE_CLOUD_PROJECT'] === undefined;
if (isLocal && !existsSync(localEnv)) {
  console.error(
    'Set GOOGLE_CLOUD_PROJECT and KMS_LOCATION, or start the local stack with the Firestore emulator.',
  );
  process.exit(2);
}
if (isLocal) process.loadEnvFile(localEnv);
const config = readConfig({ ...process.env, RECORDS_DATABASE: database });

/** How many milliseconds the clock of the local stack is ahead of this machine's clock. */
async function readAhead(): Promise<number> {
  if (!isLocal) return 0;
  const response = await fetch(`${config.TASKS_AUDIENCE}/_local/clock`);
  const { now } = (await response.json()) as { readonly now: string };
  return Date.parse(now) - Date.now();
}

const store = connectStore(config);
try {
  const aheadMs = await readAhead();
  await restore({
    ...machine,
    store,
    now: () => (Date.now() + aheadMs) * microsPerMilli,
    collections,
    categories,
    purgeShards: config.PURGE_SHARDS,
    backupDays: config.BACKUP_DAYS,
    database,
    confirmed,
    tell: (line) => console.log(line),
  });
} catch (error) {
  const isTold = error instanceof RestoreRefused;
  console.error(isTold ? error.message : `Not finished: ${String(error)}. Run it again.`);
  process.exitCode = 1;
} finally {
  await store.close();
}
