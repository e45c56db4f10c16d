import { fileURLToPath } from 'node:url';
import { createClosingStack } from './stack/closing-stack.ts';
import { createProgress } from './stack/progress.ts';
import { type Flags, help, readFlags } from './stack/read-flags.ts';

/**
 * One Ctrl-C sends two signals: one from the terminal, and one from npm. So a signal counts as a
 * second Ctrl-C only if more than this number of milliseconds lie between it and the first signal.
 */
const sameSignalMs = 500;

const root = fileURLToPath(new URL('../../', import.meta.url));
const progress = createProgress((text) => process.stdout.write(text));
const flags = readCommandLine();
// If the terminal is closed, writing to it fails. These errors are ignored, so that the stack still
// stops cleanly.
process.stdout.on('error', () => {});
process.stderr.on('error', () => {});
if (flags === undefined) process.stdout.write(help);
else await run(flags);

function readCommandLine(): Flags | undefined {
  try {
    return readFlags(process.argv.slice(2), root);
  } catch (error) {
    const text = error instanceof Error ? error.message : String(error);
    console.error(`${text.split('. ')[0]}\nSee npm start -- --help`);
    process.exit(2);
  }
}

async function run(chosen: Flags): Promise<void> {
  // This variable must be set before a Google client starts. Without it, the clients first look for
  // the metadata server of Google Cloud. They do not find it on this machine, and the search takes
  // seconds.
  process.env['METADATA_SERVER_DETECTION'] = 'none';
  const closing = createClosingStack();
  let stoppingSince: number | undefined;
  let isLost = false;
  const onLost = (what: string) => {
    console.error(`\n${what}`);
    isLost = true;
    if (stoppingSince === undefined) stop();
  };
  const stop = () => {
    if (stoppingSince !== undefined) {
      if (performance.now() - stoppingSince > sameSignalMs) process.exit(130);
      return;
    }
    stoppingSince = performance.now();
    progress.say('\nStopping. Press Ctrl-C again to stop at once.');
    void closing.closeAll().then((failures) => {
      for (const failure of failures) console.error(describe(failure));
      if (failures.length === 0) progress.say('Stopped.');
      process.exit(failures.length === 0 && !isLost ? 0 : 1);
    });
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, stop);

  progress.say('Mayfly, on this machine only');
  const started = performance.now();
  let isReady = false;
  try {
    // These modules load slowly. They are loaded only here, so that the answers to --help and to a
    // wrong flag come at once.
    const { openStackFiles } = await import('./stack/stack-files.ts');
    const { startStack } = await import('./stack/start-stack.ts');
    const files = openStackFiles(chosen.localDir);
    const rewritesFile = `${root}firebase.json`;
    const stack = await startStack({
      flags: chosen,
      files,
      rewritesFile,
      closing,
      progress,
      onLost,
    });
    const seconds = ((performance.now() - started) / 1_000).toFixed(1);
    const { base_url: at } = stack.description;
    isReady = true;
    const where = `Console ${at}  Sign in ${at}/auth/sign-in  API ${at}/_local/api  Example ${at}/_local/widget`;
    progress.say(`  API keys: ${chosen.localDir}/stack.json   Log: ${files.log}   Stop: Ctrl-C`);
    progress.say(`Ready after ${seconds} s. ${where}`);
    if (await stack.demo) progress.say(where);
  } catch (error) {
    if (stoppingSince !== undefined) return;
    stoppingSince = performance.now();
    await closing.closeAll();
    console.error(
      `${isReady ? 'The demo could not be written' : 'Not started'}. ${describe(error)}`,
    );
    process.exit(1);
  }
}

function describe(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
