import { globSync } from 'node:fs';
import { functionNames, root } from '../build/functions.ts';
import { type ImportGraph, reach, readImportGraph } from './import-graph.ts';

type Rule = {
  readonly name: string;
  readonly from: RegExp;
  /** Imports that are refused; with `reach`, also through other files. */
  readonly to: RegExp;
  readonly reach?: true;
  readonly except?: RegExp;
  /** Imports that begin with what `from` matched are allowed. */
  readonly ownAllowed?: true;
};

/** How records are decrypted, and found by their values. */
const recordKeys = 'envelope|decrypt-gcm|legacy-cbc|keyring|data-key-directory|lookup';
const recordDecryption = new RegExp(`^shared/vault/open/(?:${recordKeys})`);
const anyDecryption = new RegExp(
  `^shared/vault/open/(?:${recordKeys}|kms-key-wrapper|connect-kms)`,
);

const rules: readonly Rule[] = [
  {
    name: 'no function imports another',
    from: /^functions\/[^/]+\//,
    to: /^functions\//,
    ownAllowed: true,
  },
  {
    name: 'shared never imports functions or infra',
    from: /^shared\//,
    to: /^(?:functions|infra)\//,
  },
  {
    name: 'categories import only zod',
    from: /^shared\/categories\//,
    to: /^(?!shared\/categories\/|zod$)/,
    except: /\.test\.ts$/,
  },
  {
    name: 'Firestore only in store',
    from: /^(?:shared|functions)\//,
    to: /^@google-cloud\/firestore/,
    except: /^shared\/store\//,
  },
  {
    name: 'KMS only in vault',
    from: /^(?:shared|functions)\//,
    to: /^@google-cloud\/kms|^@grpc\/grpc-js$/,
    except: /^shared\/vault\//,
  },
  {
    name: 'no decryption within reach',
    from: /^functions\/(?:purge|erase|seal|transfer)\/index\.ts$/,
    to: anyDecryption,
    reach: true,
  },
  {
    // It opens sessions, whose crypto is that of shared/access/session and whose keys open nothing else.
    name: 'no decryption of records where people sign in',
    from: /^functions\/manager\/index\.ts$/,
    to: recordDecryption,
    reach: true,
  },
  {
    name: 'the sign-in client only in manager',
    from: /^(?:shared|functions)\//,
    to: /^openid-client$/,
    except: /^functions\/manager\/sign-in\//,
  },
  {
    name: 'no record is opened where tenants are managed',
    from: /^functions\/tenants\/index\.ts$/,
    to: /^shared\/records\/(?:open|read-record|list|search|export|correct|rewrite)/,
    reach: true,
  },
  {
    name: 'nothing local-only or for tests within reach of a deployable',
    from: /^functions\/[^/]+\/index\.ts$/,
    to: /^(?:infra\/(?!openapi\.json$)|emulator-tests\/)|memory-store|\/testing\/|\.test\.ts$/,
    reach: true,
  },
  {
    name: 'the client runs anywhere, so it imports only itself',
    from: /^shared\/client\//,
    to: /^(?!shared\/client\/)/,
    except: /\.test\.ts$/,
  },
  {
    name: 'no derivation of the API description in a deployable',
    from: /^functions\/[^/]+\/index\.ts$/,
    to: /^shared\/openapi\//,
    reach: true,
  },
  {
    name: 'shared and functions never import emulator-tests',
    from: /^(?:shared|functions|infra)\//,
    to: /^emulator-tests\//,
  },
];

function targetsOf(graph: ImportGraph, rule: Rule, file: string): (readonly string[])[] {
  if (rule.reach) return [...reach(graph, file).values()];
  return (graph.get(file) ?? []).map((imported) => [file, imported]);
}

function broken(graph: ImportGraph, rule: Rule): string[] {
  return [...graph.keys()]
    .filter((file) => rule.from.test(file) && !rule.except?.test(file))
    .flatMap((file) => {
      const own = rule.from.exec(file)?.[0] ?? '';
      return targetsOf(graph, rule, file)
        .filter((way) => rule.to.test(way.at(-1) ?? ''))
        .filter((way) => !(rule.ownAllowed && way.at(-1)?.startsWith(own)))
        .map((way) => `${rule.name}: ${way.join(' -> ')}`);
    });
}

const files = globSync(['functions/**/*.{ts,tsx}', 'shared/**/*.ts', 'infra/**/*.ts'], {
  cwd: root,
});
const graph = await readImportGraph(files);
const missing = functionNames().filter((name) => !graph.has(`functions/${name}/index.ts`));
const problems = [
  ...missing.map((name) => `functions/${name}/index.ts was not read`),
  ...rules.flatMap((rule) => broken(graph, rule)),
];
for (const problem of problems) console.error(problem);
console.log(`boundaries: ${graph.size} files, ${rules.length} rules, ${problems.length} broken`);
process.exitCode = problems.length === 0 ? 0 : 1;
