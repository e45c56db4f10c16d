import { parseArgs } from 'node:util';

export interface Flags {
  port: number;
  demo: boolean;
  /** True if the stack must keep its data in memory, even if the Firestore emulator could start. */
  inMemory: boolean;
  /** The folder in which data is kept between runs. If it is undefined, no data is kept. */
  dataDir: string | undefined;
  localDir: string;
}

export const help = `Starts Mayfly on this machine: emulators, every function, and demo data.

  npm start -- [flags]

  --port N         port on 127.0.0.1 (8080; 0 takes any free one)
  --no-demo        write no demo records; the two tenants and their API keys exist all the same
  --in-memory      keep data in memory, without the Firestore emulator and Java
  --data DIR       keep records, keys and API keys in DIR, from one run to the next
  --local-dir DIR  the folder for stack.json, env, stack.log and the lock (.local)
  --help           this text
`;

/**
 * Reads the options of the command line. Returns undefined for --help. @throws an error with a text
 * for the user if an option is wrong
 */
export function readFlags(args: string[], root: string): Flags | undefined {
  const { values } = parseArgs({
    args,
    options: {
      port: { type: 'string', default: '8080' },
      'no-demo': { type: 'boolean', default: false },
      'in-memory': { type: 'boolean', default: false },
      data: { type: 'string' },
      'local-dir': { type: 'string', default: `${root}.local` },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) return undefined;
  if (!/^\d{1,5}$/.test(values.port) || Number(values.port) > 65_535) {
    throw new Error(`--port takes a number from 0 to 65535, not '${values.port}'`);
  }
  if (values.data === '' || values['local-dir'] === '') {
    throw new Error('--data and --local-dir take a directory');
  }
  if (values['in-memory'] && values.data !== undefined) {
    throw new Error(
      '--data needs the Firestore emulator, so it cannot be combined with --in-memory',
    );
  }
  return {
    port: Number(values.port),
    demo: !values['no-demo'],
    inMemory: values['in-memory'],
    dataDir: values.data,
    localDir: values['local-dir'],
  };
}
