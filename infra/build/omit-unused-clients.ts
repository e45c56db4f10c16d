import type { Plugin } from 'esbuild';

/**
 * Parts of the Google clients that no function calls: descriptors as code (the clients also have
 * them as JSON), the client that administers databases, and the clients for IAM, locations and long
 * operations. A call of one of them throws a TypeError.
 */
const unused: readonly { readonly filter: RegExp; readonly contents: string }[] = [
  {
    // Firestore uses only this class of the module, and only for a pipeline.
    filter: /\/firestore-api\/build\/protos\/protos\.js$/,
    contents: 'exports.google = { firestore: { v1: { Value: undefined } } };',
  },
  {
    filter: /\/google-gax\/build\/protos\/\w+\.js$/,
    contents: 'module.exports = {};',
  },
  {
    filter: /\/firestore-api\/build\/src\/v1\/firestore_admin_client\.js$/,
    contents: 'exports.FirestoreAdminClient = class {};',
  },
  {
    filter: /\/google-gax\/build\/src\/iamService\.js$/,
    contents: 'exports.IamClient = class { async close() {} };',
  },
  {
    filter: /\/google-gax\/build\/src\/locationService\.js$/,
    contents: 'exports.LocationsClient = class { async close() {} };',
  },
  {
    filter: /\/google-gax\/build\/src\/operationsClient\.js$/,
    contents: `
      exports.ALL_SCOPES = [];
      exports.OperationsClient = class { async close() {} };
      exports.OperationsClientBuilder = class {
        operationsClient() { return new exports.OperationsClient(); }
      };`,
  },
];

/**
 * Omits the parts of the Google clients that no function calls. Without this, these parts would be
 * half of a bundle, and cause half of the time that the bundle adds to a cold start.
 */
export const omitUnusedClients: Plugin = {
  name: 'omit-unused-clients',
  setup(build) {
    for (const { filter, contents } of unused)
      build.onLoad({ filter }, () => ({ contents, loader: 'js' }));
  },
};
