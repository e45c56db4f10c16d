import { createReadStream, existsSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { readConfig } from '#shared/base/config/read-config.ts';
import { formatInstant, microsPerMilli } from '#shared/base/time/instant.ts';
import { findTenants } from '#shared/manager-log/verification/find-tenants.ts';
import { verifyLog } from '#shared/manager-log/verification/verify-log.ts';
import { readWitness } from '#shared/manager-log/verification/witness.ts';
import { connectKmsPublicKeys } from '#shared/vault/kms-signer.ts';
import { connectStore } from '#shared/wiring/connect-platform.ts';
import { kmsOptions } from '#shared/wiring/keys/kms-options.ts';
import { root } from '../build/functions.ts';
import { readCommand, refuseArguments } from '../command/read-command.ts';
import { renderLogReport } from './render-log-report.ts';

const help = `npm run verify-manager-log -- [--tenant TENANT] [--witness FILE]

Checks the manager log: whether somebody has changed or removed an entry, or has added one to a sealed hour.

--tenant TENANT   checks one tenant; without it the command checks all tenants
--witness FILE    a file with log lines of the functions, one JSON object in each line. The command compares the manager
                  log with these lines

The command uses the environment variables of a function and the default credentials of the Google clients. Without
GOOGLE_CLOUD_PROJECT it checks the running local stack. The command exits with 1 if it finds a defect.
`;

const { values, positionals } = readCommand(help, {
  tenant: { type: 'string' },
  witness: { type: 'string' },
});
if (positionals.length > 0) refuseArguments(help);
const localEnv = `${root}.local/env`;
const isLocal = process.env['GOOGLE_CLOUD_PROJECT'] === undefined;
if (isLocal && !existsSync(localEnv)) {
  console.error(
    'Set GOOGLE_CLOUD_PROJECT and KMS_LOCATION, or start the local stack with the Firestore emulator. If a stack keeps its data in memory, this command cannot read the data.',
  );
  process.exit(2);
}
if (isLocal) process.loadEnvFile(localEnv);
const config = readConfig(process.env);

/**
 * Reads the present time. If the command checks the local stack, it asks the clock of the stack,
 * because people can set that clock ahead or back.
 */
async function readClock(): Promise<{ readonly now: number; readonly furthest?: number }> {
  const instant = (text: string) => Date.parse(text) * microsPerMilli;
  if (!isLocal) return { now: Date.now() * microsPerMilli };
  const response = await fetch(`${config.TASKS_AUDIENCE}/_local/clock`);
  const read = (await response.json()) as { readonly now: string; readonly set_back_from?: string };
  const { set_back_from: from } = read;
  return { now: instant(read.now), ...(from !== undefined && { furthest: instant(from) }) };
}

const localLog = `${root}.local/stack.log`;
const witnessFile = values.witness ?? (isLocal && existsSync(localLog) ? localLog : undefined);
const lines = witnessFile && createInterface({ input: createReadStream(witnessFile) });
const witness = lines ? await readWitness(lines) : undefined;

const store = connectStore(config);
const keys = connectKmsPublicKeys(kmsOptions(config, 'verifier'));
const now = async () => (await readClock()).now;
const { furthest } = await readClock();
if (furthest !== undefined)
  console.log(
    `The clock has shown ${formatInstant(furthest)} and was set back. Data that expired before that time may already have been deleted.`,
  );
const tenants =
  values.tenant === undefined ? await findTenants(store, config.PURGE_SHARDS) : [values.tenant];
let defects = 0;
for (const tenant of tenants) {
  const deps = { store, keys, now, ...(furthest && { furthest }), ...(witness && { witness }) };
  const report = await verifyLog(deps, tenant);
  defects += report.problems.length;
  for (const line of renderLogReport(report)) console.log(line);
}
console.log(
  `${tenants.length} ${tenants.length === 1 ? 'tenant' : 'tenants'}, ${defects} ${defects === 1 ? 'defect' : 'defects'}`,
);
await store.close();
process.exit(defects === 0 ? 0 : 1);
