import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { type Config, readConfig } from '#shared/base/config/read-config.ts';
import { functions, type VariableName, variables } from '../manifest.ts';

const required = {
  GOOGLE_CLOUD_PROJECT: 'demo-variables',
  KMS_LOCATION: 'europe',
  TASKS_AUDIENCE: 'https://tasks.example.org',
  TASKS_SERVICE_ACCOUNT: 'scheduler@example.org',
};
/** Variables that are checked when the configuration is read. No function reads them later. */
const checked = ['KMS_LOCATION', 'REGION', 'FIRESTORE_LOCATION'];

const read = new Set<string>();

/** Returns a configuration that notes in `read` which of its variables are read. */
function noteReads(config: Config): Config {
  return new Proxy(config, {
    get: (target, name) => {
      read.add(String(name));
      return target[name as keyof Config];
    },
  });
}

vi.mock('#shared/base/config/read-config.ts', async (importOriginal) => {
  const original = await importOriginal<{ readConfig: typeof readConfig }>();
  return {
    ...original,
    readConfig: (env: NodeJS.ProcessEnv) => noteReads(original.readConfig(env)),
  };
});

// The real module would give its listener to the next server of this process. So the test replaces
// the module.
vi.mock('#shared/http/serve.ts', () => ({ serve: () => () => undefined }));

/** Starts a function as Cloud Run does. Also loads the parts that the function would load later. */
async function start(name: string): Promise<void> {
  await import(`../../functions/${name}/index.ts`);
  if (name !== 'manager') return;
  const { loadAccess } = await import('../../functions/manager/sign-in/load-access.ts');
  loadAccess(readConfig(process.env));
}

beforeEach(() => {
  vi.resetModules();
  read.clear();
  for (const name of Object.keys(variables)) vi.stubEnv(name, undefined);
  for (const [name, value] of Object.entries(required)) vi.stubEnv(name, value);
  vi.stubEnv('CONSOLE_URL', 'https://console.example');
});

afterEach(() => vi.unstubAllEnvs());

describe.each(functions.map((each) => [each.name, each.environment] as const))(
  '%s',
  (name, environment) => {
    test('reads the variables that the manifest lists for it, and no others', async () => {
      await start(name);
      expect([...new Set([...read, ...checked])].toSorted()).toEqual(environment.toSorted());
    }, 30_000);

    const needed = environment.filter((each) => 'required' in variables[each]);
    test.each(needed)(
      'does not start without %s',
      async (variable) => {
        vi.stubEnv(variable, undefined);
        await expect(start(name)).rejects.toThrow(variable);
      },
      30_000,
    );
  },
);

test('every variable of the manifest is read by at least one function', () => {
  const names = new Set<string>(functions.flatMap(({ environment }) => environment));
  expect([...names].toSorted()).toEqual(Object.keys(variables).toSorted());
});

test('if a variable is not set, the configuration contains the default that the manifest lists', async () => {
  const original = await vi.importActual<{ readConfig: typeof readConfig }>(
    '#shared/base/config/read-config.ts',
  );
  const none = original.readConfig(required);
  const told = Object.fromEntries(
    Object.entries(variables)
      .filter(([name]) => !(name in required))
      .map(([name, variable]) => [name, 'default' in variable ? variable.default : undefined]),
  );
  const asConfigured = original.readConfig({ ...required, ...told });
  expect(asConfigured).toEqual(none);
  for (const [name, value] of Object.entries(told))
    expect([name, value === undefined]).toEqual([name, none[name as VariableName] === undefined]);
});
