import { readFileSync } from 'node:fs';
import type { Plugin } from 'esbuild';

/** Part of a protobufjs JSON descriptor. */
type Proto = {
  readonly nested?: { [name: string]: Proto };
  readonly methods?: { readonly [name: string]: { requestType: string; responseType: string } };
  readonly fields?: { readonly [name: string]: { readonly type: string } };
};

/** A Google service, and the methods of it that functions call. */
type Use = {
  readonly file: RegExp;
  readonly service: string;
  readonly methods: ReadonlySet<string>;
  /** Types that no method needs, but that the client looks up by their name. */
  readonly alsoNeeds: RegExp;
};

const uses: readonly Use[] = [
  {
    file: /@google-cloud\/firestore-api\/build\/protos\/protos\.json$/,
    service: 'google.firestore.v1.Firestore',
    methods: new Set([
      'BatchGetDocuments',
      'BatchWrite',
      'Commit',
      'RunAggregationQuery',
      'RunQuery',
    ]),
    alsoNeeds: /^$/,
  },
  {
    file: /@google-cloud\/kms\/build\/protos\/protos\.json$/,
    service: 'google.cloud.kms.v1.KeyManagementService',
    methods: new Set([
      'AsymmetricSign',
      'Decrypt',
      'DestroyCryptoKeyVersion',
      'Encrypt',
      'GetCryptoKey',
      'GetPublicKey',
      'ListCryptoKeyVersions',
    ]),
    alsoNeeds: /^(?:google\.cloud\.kms\.v1\.\w+Metadata|google\.protobuf\.Empty)$/,
  },
];

function listTypes(proto: Proto, path: readonly string[] = []): [string, Proto][] {
  return Object.entries(proto.nested ?? {}).flatMap(([name, inner]) => {
    const here = [...path, name];
    return [[here.join('.'), inner] as [string, Proto], ...listTypes(inner, here)];
  });
}

/**
 * Finds the type to which a name in a descriptor refers. If several scopes contain a type with this
 * name, the innermost scope is used.
 * @param scope the full name of the type in which the name is used
 */
function resolve(types: ReadonlyMap<string, Proto>, name: string, scope: string): string {
  const parts = scope.split('.');
  for (; parts.length > 0; parts.pop()) {
    const candidate = [...parts, name].join('.');
    if (types.has(candidate)) return candidate;
  }
  return name;
}

function typesUsedBy({ fields = {}, methods = {} }: Proto, use: Use): string[] {
  const kept = Object.entries(methods).filter(([name]) => use.methods.has(name));
  return [
    ...Object.values(fields).map(({ type }) => type),
    ...kept.flatMap(([, { requestType, responseType }]) => [requestType, responseType]),
  ];
}

/**
 * Finds every type that the methods need. A type needs the types of its fields. A nested type needs
 * its outer type and everything inside the outer type.
 */
function findNeeded(types: ReadonlyMap<string, Proto>, use: Use): Set<string> {
  const needed = new Set([use.service]);
  for (const name of types.keys()) if (use.alsoNeeds.test(name)) needed.add(name);
  for (const name of needed) {
    const proto = types.get(name) ?? {};
    const outer = name.slice(0, name.lastIndexOf('.'));
    if (types.get(outer)?.fields) needed.add(outer);
    for (const inner of Object.keys(proto.nested ?? {})) needed.add(`${name}.${inner}`);
    for (const type of typesUsedBy(proto, use)) {
      const found = resolve(types, type, name);
      if (types.has(found)) needed.add(found);
    }
  }
  return needed;
}

function keep(proto: Proto, use: Use, needed: ReadonlySet<string>, path: string[] = []): Proto {
  const nested = Object.entries(proto.nested ?? {}).flatMap(([name, inner]) => {
    const here = [...path, name];
    const id = here.join('.');
    const isNeeded = [...needed].some((one) => one === id || one.startsWith(`${id}.`));
    return isNeeded ? [[name, keep(inner, use, needed, here)]] : [];
  });
  const methods = Object.entries(proto.methods ?? {}).filter(([name]) => use.methods.has(name));
  return {
    ...proto,
    ...(proto.nested && { nested: Object.fromEntries(nested) }),
    ...(proto.methods && { methods: Object.fromEntries(methods) }),
  };
}

/**
 * Removes from a client's descriptors the methods that no function calls, and the types that only
 * these methods need. A client reads all its descriptors when it is created. Reading the full set
 * takes longer than a call.
 */
export const trimProtos: Plugin = {
  name: 'trim-protos',
  setup(build) {
    for (const use of uses)
      build.onLoad({ filter: use.file }, ({ path }) => {
        const whole = JSON.parse(readFileSync(path, 'utf8')) as Proto;
        const needed = findNeeded(new Map(listTypes(whole)), use);
        return { contents: JSON.stringify(keep(whole, use, needed)), loader: 'json' };
      });
  },
};
