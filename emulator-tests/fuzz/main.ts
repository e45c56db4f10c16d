import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { parseArgs } from 'node:util';

const { values } = parseArgs({
  options: {
    requests: { type: 'string', default: '20000' },
    seed: { type: 'string', default: String(Math.trunc(Math.random() * 2 ** 31)) },
  },
});
console.log(`--requests ${values.requests} --seed ${values.seed}`);
const args = ['run', '--project', 'slow', 'emulator-tests/fuzz/fuzz.slow.test.ts'];
const env = { ...process.env, FUZZ_REQUESTS: values.requests, FUZZ_SEED: values.seed };
const [code] = await once(spawn('vitest', args, { stdio: 'inherit', env }), 'exit');
// If a signal ended Vitest, there is no code.
process.exitCode = (code as number | null) ?? 1;
