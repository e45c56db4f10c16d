import { createRequire } from 'node:module';
import type { MethodDefinition } from '@grpc/grpc-js';
import { fromJSON } from '@grpc/proto-loader';

const SERVICE = 'google.firestore.v1.Firestore';
const OPTIONS = { enums: String, longs: String, arrays: true };

/** The parts of Firestore's requests that the proxy reads. Each request has some of them. */
export type FirestoreRequest = {
  readonly database?: string;
  readonly name?: string;
  readonly parent?: string;
  readonly collectionId?: string;
  readonly documentId?: string;
  readonly document?: { readonly name?: string };
  readonly documents?: readonly string[];
  readonly writes?: readonly RequestedWrite[];
  readonly structuredQuery?: StructuredQuery;
  readonly structuredAggregationQuery?: {
    readonly structuredQuery?: StructuredQuery;
    readonly aggregations?: readonly Aggregation[];
  };
  readonly addTarget?: {
    readonly query?: { readonly parent?: string; readonly structuredQuery?: StructuredQuery };
    readonly documents?: { readonly documents?: readonly string[] };
  };
  readonly transaction?: Buffer;
  readonly newTransaction?: object;
};

export type RequestedWrite = {
  readonly update?: { readonly name?: string };
  readonly delete?: string;
  readonly transform?: { readonly document?: string };
  readonly currentDocument?: { readonly exists?: boolean; readonly updateTime?: object };
};

export type Aggregation = {
  readonly sum?: { readonly field?: FieldReference };
  readonly avg?: { readonly field?: FieldReference };
};

type FieldReference = { readonly fieldPath?: string };

export type StructuredQuery = {
  readonly from?: readonly { readonly collectionId?: string; readonly allDescendants?: boolean }[];
  readonly where?: Filter | null;
  readonly orderBy?: readonly { readonly field?: FieldReference; readonly direction?: string }[];
  readonly findNearest?: object | null;
};

export type Filter = {
  readonly compositeFilter?: { readonly op?: string; readonly filters?: readonly Filter[] };
  readonly unaryFilter?: { readonly op?: string; readonly field?: FieldReference };
  readonly fieldFilter?: {
    readonly op?: string;
    readonly field?: FieldReference;
    readonly value?: { readonly arrayValue?: { readonly values?: readonly object[] } };
  };
};

export type FirestoreMethod = {
  readonly name: string;
  readonly path: string;
  readonly decode: (message: Buffer) => FirestoreRequest;
};

let methods: readonly FirestoreMethod[] | undefined;

/**
 * Every method of the Firestore service, from the protocol definition that the client contains. A
 * process reads the definition only once.
 */
export function loadFirestoreMethods(): readonly FirestoreMethod[] {
  methods ??= readMethods();
  return methods;
}

function readMethods(): FirestoreMethod[] {
  const protos = createRequire(import.meta.url)('@google-cloud/firestore-api/protos/protos.json');
  const definition = fromJSON(protos, OPTIONS)[SERVICE];
  if (definition === undefined) throw new Error(`the client ships no definition of ${SERVICE}`);
  return Object.entries(definition as Record<string, MethodDefinition<object, object>>).map(
    ([name, method]) => ({ name, path: method.path, decode: method.requestDeserialize }),
  );
}
