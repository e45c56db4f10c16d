import type { Metafile } from 'esbuild';
import { functions } from '../manifest.ts';
import { decrypting, openingRecords } from './rules.ts';

type Rule = { readonly name: string; readonly refused: (file: string, of: string) => boolean };

/** Functions that are granted no key for any of these uses. */
function without(...uses: readonly ('decrypts' | 'encrypts' | 'signs')[]): ReadonlySet<string> {
  const granted = functions.filter((entry) => uses.every((use) => entry[use].length === 0));
  return new Set(granted.map(({ name }) => name));
}

const withoutKeys = without('decrypts', 'encrypts', 'signs');
const withoutDecryption = without('decrypts');

const rules: readonly Rule[] = [
  {
    name: 'another function',
    refused: (file, of) => file.startsWith('functions/') && !file.startsWith(`functions/${of}/`),
  },
  {
    name: 'tests or what only they use',
    refused: (file) => /\.test\.tsx?$|\/testing\/|memory-store|^emulator-tests\//.test(file),
  },
  { name: 'the local stack or the build', refused: (file) => /^infra\/.*\.tsx?$/.test(file) },
  {
    name: 'a tool of development',
    refused: (file) =>
      /node_modules\/(?:firebase-tools|esbuild|vitest|typescript|playwright-core)\//.test(file),
  },
  {
    name: 'the client of the key service, without a grant',
    refused: (file, of) => withoutKeys.has(of) && file.includes('node_modules/@google-cloud/kms/'),
  },
  {
    name: 'what decrypts, without a grant',
    refused: (file, of) => withoutDecryption.has(of) && decrypting.test(file),
  },
  {
    name: 'what decrypts records, where people sign in',
    refused: (file, of) => of === 'manager' && openingRecords.test(file),
  },
  {
    name: 'a second copy of gRPC or of the clients’ runtime',
    refused: (file) => /node_modules\/.*\/node_modules\/(?:@grpc\/grpc-js|google-gax)\//.test(file),
  },
];

/** Files that a function's bundle must not contain, each with the rule that refuses it. */
export function findRefusedContents(of: string, { inputs }: Pick<Metafile, 'inputs'>): string[] {
  return Object.keys(inputs).flatMap((file) =>
    rules
      .filter(({ refused }) => refused(file, of))
      .map(({ name }) => `dist/${of} contains ${name}: ${file}`),
  );
}
