import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { root } from './build/functions.ts';

const env = {
  GOOGLE_CLOUD_PROJECT: 'demo-start',
  KMS_LOCATION: 'europe-west1',
  CONSOLE_URL: 'https://console.example.org',
  TASKS_AUDIENCE: 'https://tasks.example.org',
  TASKS_SERVICE_ACCOUNT: 'scheduler@example.org',
};

/**
 * A program that loads the function, and then prints which packages it has loaded, and which
 * resources are open.
 */
const script = `
  import { registerHooks } from 'node:module';
  const packages = new Set();
  registerHooks({
    load(url, context, next) {
      const name = /node_modules\\/((?:@[^/]+\\/)?[^/]+)/.exec(url)?.[1];
      if (name !== undefined) packages.add(name);
      return next(url, context);
    },
  });
  await import(process.argv[1]);
  console.log(JSON.stringify({ packages: [...packages], open: process.getActiveResourcesInfo() }));
  process.exit();`;

async function start(name: string) {
  const args = ['--input-type=module', '--eval', script, `${root}functions/${name}/index.ts`];
  const { stdout } = await promisify(execFile)(process.execPath, args, { cwd: root, env });
  return JSON.parse(stdout) as { readonly packages: string[]; readonly open: string[] };
}

// One function for callers, one for Cloud Scheduler, and the console. Every other function is built
// like one of these three, or like the first two together.
test.each(['chat', 'seal', 'manager'])(
  'at its start a process of %s loads neither the KMS client nor bcrypt, and opens no connection',
  { timeout: 20_000 },
  async (name) => {
    const { packages, open } = await start(name);
    expect(packages).toContain('hono');
    expect(packages).not.toContain('@google-cloud/kms');
    expect(packages).not.toContain('bcrypt');
    expect(open.filter((each) => /TCP|TLS|Timeout/.test(each))).toEqual([]);
    // The console loads the Firestore client later, because most of its requests ask only for
    // static files.
    expect(packages.includes('@google-cloud/firestore-api')).toBe(name !== 'manager');
  },
);
