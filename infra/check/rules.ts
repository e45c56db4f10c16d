import { type ImportGraph, reach } from './import-graph.ts';

export type Rule = {
  readonly name: string;
  /** The files to which the rule applies. */
  readonly from: RegExp;
  /**
   * The files and packages that must not be imported. Without `reach` the rule also refuses imports
   * of types, unless `valuesOnly` is set. With `reach` it ignores imports of types, but follows
   * chains of imports.
   */
  readonly to: RegExp;
  readonly reach?: true;
  readonly except?: RegExp;
  /** Refuses only imports that still exist at run time. */
  readonly valuesOnly?: true;
  /** Allows imports whose path begins with the text that `from` matched. */
  readonly ownAllowed?: true;
};

/** Only code in this folder decrypts data or unwraps data keys. */
export const decrypting = /^shared\/vault\/open\//;
/** The part of `shared/vault/open/` that decrypts records, and finds records by their values. */
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
    name: 'shared, functions and infra never import emulator-tests',
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
    name: 'only shared/store imports Firestore',
    from: /^(?:shared|functions)\//,
    to: /^@google-cloud\/firestore/,
    except: /^shared\/store\//,
  },
  {
    name: 'only shared/vault imports KMS',
    from: /^(?:shared|functions)\//,
    to: /^@google-cloud\/kms/,
    except: /^shared\/vault\//,
  },
  {
    name: 'only shared/store and shared/vault import gRPC',
    from: /^(?:shared|functions)\//,
    to: /^@grpc\/grpc-js$/,
    except: /^shared\/(?:store|vault)\//,
  },
  {
    name: 'only manager imports the sign-in client',
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
    name: 'the device module runs in the pages of tenants, so it imports only itself',
    from: /^shared\/device\//,
    to: /^(?!shared\/device\/)/,
    except: forTests,
  },
  {
    name: 'an adapter imports only its own files, the client, and its runtime',
    from: /^shared\/adapters\/[^/]+\//,
    to: /^(?!shared\/client\/|@microsoft\/agents-hosting$|grammy$)/,
    except: forTests,
    ownAllowed: true,
  },
  {
    name: 'an adapter imports only types of its runtime',
    from: /^shared\/adapters\//,
    to: /^(?!shared\/)/,
    except: forTests,
    valuesOnly: true,
  },
  {
    name: 'an adapter imports no runtime of another adapter',
    from: /^shared\/adapters\/agents-storage\//,
    to: /^grammy$/,
  },
  {
    name: 'an adapter imports no runtime of another adapter',
    from: /^shared\/adapters\/sessions\//,
    to: /^@microsoft\//,
  },
  {
    name: 'functions and the other rooms of shared import no adapter',
    from: /^(?:shared\/(?!adapters\/)|functions\/)/,
    to: /^shared\/adapters\//,
    except: forTests,
  },
  {
    name: 'only tests import files for tests',
    from: /^(?:shared|functions|infra)\//,
    to: forTests,
    except: forTests,
  },
  {
    name: 'the vault outside open/ imports nothing that decrypts',
    from: /^shared\/vault\/(?!open\/)/,
    to: decrypting,
    except: forTests,
  },
  {
    name: 'purge, erase and seal load no code that decrypts',
    from: /^functions\/(?:purge|erase|seal)\/index\.ts$/,
    to: decrypting,
    reach: true,
  },
  {
    name: 'the code that finds and erases a person loads no code that decrypts',
    from: /^shared\/subjects\/[^/]+$/,
    to: /^shared\/vault\/open\/|^shared\/subjects\/archive\//,
    reach: true,
    except: forTests,
  },
  {
    // The manager decrypts sessions. The keys of sessions decrypt nothing else.
    name: 'manager, where people sign in, loads no code that decrypts records',
    from: /^functions\/manager\/index\.ts$/,
    to: openingRecords,
    reach: true,
  },
  {
    name: 'only manager, where people sign in, loads code that issues sessions',
    from: /^functions\/(?!manager\/)[^/]+\/index\.ts$/,
    to: /^shared\/access\/session\/(?:issue|begin|extend)-session\.ts$/,
    reach: true,
  },
  {
    name: 'tenants and transfer load no code that opens records',
    from: /^functions\/(?:tenants|transfer)\/index\.ts$/,
    to: /^shared\/records\/(?:open|read-record|list|search|export|correct|rewrite)/,
    reach: true,
  },
  {
    name: 'a deployed function loads no code of the local stack, and no code for tests',
    from: /^functions\/[^/]+\/index\.ts$/,
    to: /^(?:infra\/(?!openapi\.json$)|emulator-tests\/)|memory-store|\/testing\/|\.test\.ts$/,
    reach: true,
  },
  {
    name: 'a deployed function loads no code that makes the API description',
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

/**
 * Finds the imports that break a rule.
 * @returns for each such import the rule's name, and the chain of imports to the refused file
 */
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
