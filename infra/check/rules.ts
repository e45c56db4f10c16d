import { type ImportGraph, reach } from './import-graph.ts';

export type Rule = {
  readonly name: string;
  /** The files to which the rule applies. */
  readonly from: RegExp;
  /**
   * The imports that the rule refuses, of values and types. With `reach` it refuses only values,
   * but also through other files.
   */
  readonly to: RegExp;
  readonly reach?: true;
  readonly except?: RegExp;
  /** Refuses only imports that still exist at run time. */
  readonly valuesOnly?: true;
  /** Exceptions: allowed imports. Each begins with the text that `from` matched. */
  readonly ownAllowed?: true;
};

/** Only code in this folder decrypts or unwraps. */
export const decrypting = /^shared\/vault\/open\//;
/** The part of that folder that decrypts records, and finds them by their values. */
export const openingRecords = /^shared\/vault\/open\/records\//;

const forTests = /\/testing\/|\.test\.tsx?$/;

export const rules: readonly Rule[] = [
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
    name: 'only suites import emulator-tests',
    from: /^(?:shared|functions|infra)\//,
    to: /^emulator-tests\//,
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
    name: 'the sign-in client only in manager',
    from: /^(?:shared|functions)\//,
    to: /^openid-client$/,
    except: /^functions\/manager\/sign-in\//,
  },
  {
    name: 'the client runs anywhere, so it imports only itself',
    from: /^shared\/client\//,
    to: /^(?!shared\/client\/)/,
    except: forTests,
  },
  {
    name: 'the device module runs in pages of others, so it imports only itself',
    from: /^shared\/device\//,
    to: /^(?!shared\/device\/)/,
    except: forTests,
  },
  {
    name: 'an adapter imports the client, itself, and its runtime',
    from: /^shared\/adapters\/[^/]+\//,
    to: /^(?!shared\/client\/|@microsoft\/agents-hosting$|grammy$)/,
    except: forTests,
    ownAllowed: true,
  },
  {
    name: 'an adapter imports types of its runtime alone',
    from: /^shared\/adapters\//,
    to: /^(?!shared\/)/,
    except: forTests,
    valuesOnly: true,
  },
  {
    name: 'an adapter imports no other runtime',
    from: /^shared\/adapters\/agents-storage\//,
    to: /^grammy$/,
  },
  {
    name: 'an adapter imports no other runtime',
    from: /^shared\/adapters\/sessions\//,
    to: /^@microsoft\//,
  },
  {
    name: 'nothing but packages for bots imports adapters',
    from: /^(?:shared\/(?!adapters\/)|functions\/)/,
    to: /^shared\/adapters\//,
    except: forTests,
  },
  {
    name: 'what is for tests is imported by tests alone',
    from: /^(?:shared|functions|infra)\//,
    to: forTests,
    except: forTests,
  },
  {
    name: 'the vault’s closed part imports nothing that decrypts',
    from: /^shared\/vault\/(?!open\/)/,
    to: decrypting,
    except: forTests,
  },
  {
    name: 'no decryption within reach',
    from: /^functions\/(?:purge|erase|seal)\/index\.ts$/,
    to: decrypting,
    reach: true,
  },
  {
    name: 'a person is found and erased without decrypting',
    from: /^shared\/subjects\/[^/]+$/,
    to: /^shared\/vault\/open\/|^shared\/subjects\/archive\//,
    reach: true,
    except: forTests,
  },
  {
    // This file decrypts sessions. The keys of sessions decrypt nothing else.
    name: 'no decryption of records where people sign in',
    from: /^functions\/manager\/index\.ts$/,
    to: openingRecords,
    reach: true,
  },
  {
    name: 'sessions are issued where people sign in alone',
    from: /^functions\/(?!manager\/)[^/]+\/index\.ts$/,
    to: /^shared\/access\/session\/(?:issue|begin|extend)-session\.ts$/,
    reach: true,
  },
  {
    name: 'no record is opened where tenants are managed, and where device data is handed on',
    from: /^functions\/(?:tenants|transfer)\/index\.ts$/,
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
    name: 'no derivation of the API description in a deployable',
    from: /^functions\/[^/]+\/index\.ts$/,
    to: /^shared\/openapi\//,
    reach: true,
  },
];

function waysFrom(graph: ImportGraph, rule: Rule, file: string): (readonly string[])[] {
  if (rule.reach) return [...reach(graph, file).values()];
  return (graph.get(file) ?? [])
    .filter(({ kind }) => !rule.valuesOnly || kind === 'value')
    .map(({ to }) => [file, to]);
}

/** Finds broken rules: the name of each rule, and the chain of imports to the refused file. */
export function findBroken(graph: ImportGraph, rule: Rule): string[] {
  return [...graph.keys()]
    .filter((file) => rule.from.test(file) && !rule.except?.test(file))
    .flatMap((file) => {
      const own = rule.from.exec(file)?.[0] ?? '';
      return waysFrom(graph, rule, file)
        .filter((way) => rule.to.test(way.at(-1) ?? ''))
        .filter((way) => !(rule.ownAllowed && way.at(-1)?.startsWith(own)))
        .map((way) => `${rule.name}: ${way.join(' -> ')}`);
    });
}
