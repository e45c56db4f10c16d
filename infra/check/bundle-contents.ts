import type { Metafile } from 'esbuild';
import { functions } from '../manifest.ts';
import { decrypting, openingRecords } from './rules.ts';

type Rule = { readonly name: string; readonly refused: (file: string, of: string) => boolean };

/** Functions that may decrypt nothing. */
const withoutDecryption: ReadonlySet<string> = new Set(
  functions.filter(({ decrypts }) => decrypts.length === 0).map(({ name }) => name),
);

const rules: readonly Rule[] = [
  {
    name: 'another function',
    refused: (file, of) => file.startsWith('functions/') && !file.startsWith(`functions/${of}/`),
  },
  {
    name: 'a test, or code that only tests use',
    refused: (file) => /\.test\.tsx?$|\/testing\/|memory-store|^emulator-tests\//.test(file),
  },
  { name: 'the local stack or the build', refused: (file) => /^infra\/.*\.tsx?$/.test(file) },
  {
    name: 'a tool of development',
    refused: (file) =>
      /node_modules\/(?:firebase-tools|esbuild|vitest|typescript|playwright-core)\//.test(file),
  },
  {
    name: 'code that decrypts, without a grant',
    refused: (file, of) => withoutDecryption.has(of) && decrypting.test(file),
  },
  {
    name: 'code that decrypts records, which the function for sign-ins must not contain',
    refused: (file, of) => of === 'manager' && openingRecords.test(file),
  },
  {
    name: 'a second copy of gRPC or of google-gax',
    refused: (file) => /node_modules\/.*\/node_modules\/(?:@grpc\/grpc-js|google-gax)\//.test(file),
  },
];

/** Finds files that a function's bundle must not contain, each with the rule that refuses it. */
export function findRefusedContents(of: string, { inputs }: Pick<Metafile, 'inputs'>): string[] {
  return Object.keys(inputs).flatMap((file) =>
    rules
      .filter(({ refused }) => refused(file, of))
      .map(({ name }) => `dist/${of} contains ${name}: ${file}`),
  );
}
