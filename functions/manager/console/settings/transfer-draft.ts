import type { NewTransferEndpoint, TransferEndpoint } from '#shared/client/schemas.ts';

export type AuthType = NewTransferEndpoint['auth']['type'];

/** The fields of each kind of authentication, in the order in which the form shows them. */
export const authFields = {
  none: [],
  basic: ['username', 'password'],
  bearer: ['token'],
  oauth2: ['token_url', 'client_id', 'client_secret', 'scope'],
} as const satisfies { readonly [type in AuthType]: readonly string[] };

export type AuthField = (typeof authFields)[AuthType][number];

const secretFields = new Set<AuthField>(['password', 'token', 'client_secret']);

/** True for the fields with a secret. The API never returns these fields. */
export const isSecret = (field: AuthField) => secretFields.has(field);

/** A variable, and the name of the field that contains its value in the message to the system. */
export type MappedField = { readonly variable: string; readonly field: string };

/** An endpoint as the owner has entered it in the form. */
export type TransferDraft = {
  readonly id: string;
  readonly url: string;
  readonly type: AuthType;
  readonly values: { readonly [field in AuthField]?: string };
  /** Empty if the endpoint gets all variables. */
  readonly mapping: readonly MappedField[];
};

export function draftOf(present: TransferEndpoint | undefined): TransferDraft {
  if (present === undefined) return { id: '', url: '', type: 'none', values: {}, mapping: [] };
  const { id, url, auth, mapping } = present;
  const known = Object.entries(auth).filter(([, value]) => typeof value === 'string');
  const { type: _type, ...values } = Object.fromEntries(known);
  const mapped = Object.entries(mapping ?? {});
  return {
    id,
    url,
    type: auth.type,
    values,
    mapping: mapped.map(([variable, field]) => ({ variable, field })),
  };
}

/**
 * Returns the host that receives the password, token or client secret. The result is undefined if
 * the URL that names the host is invalid.
 */
function hostOfSecret(type: AuthType, url: string, tokenUrl: string | undefined) {
  const place = type === 'oauth2' ? (tokenUrl ?? '') : url;
  return URL.canParse(place) ? new URL(place).host : undefined;
}

/**
 * True if the API keeps the stored secret when the field of the secret is empty. The API does so
 * only if the kind of authentication and the host stay the same.
 */
export function keepsSecret(draft: TransferDraft, present: TransferEndpoint | undefined): boolean {
  if (present === undefined || present.auth.type !== draft.type) return false;
  const stored = draftOf(present);
  const [before, after] = [stored, draft].map(({ type, url, values }) =>
    hostOfSecret(type, url, values.token_url),
  );
  return before !== undefined && before === after;
}

/**
 * Returns the text of a field for the request. Spaces around the text are removed, but a secret
 * stays exactly as it was entered.
 */
function textOf(values: TransferDraft['values'], field: AuthField): string {
  const text = values[field] ?? '';
  return isSecret(field) ? text : text.trim();
}

/** Returns the variables that occur in several rows. A mapping has only one field for a variable. */
export function repeatedVariables(rows: readonly MappedField[]): string[] {
  const groups = Map.groupBy(rows, ({ variable }) => variable);
  return [...groups].flatMap(([variable, same]) =>
    variable !== '' && same.length > 1 ? [variable] : [],
  );
}

/** True if every required field is filled in, and no variable occurs twice. */
export function isComplete(draft: TransferDraft, present: TransferEndpoint | undefined): boolean {
  const { id, url, type, values, mapping } = draft;
  const mayBeEmpty = (field: AuthField) =>
    field === 'scope' || (isSecret(field) && keepsSecret(draft, present));
  return (
    id !== '' &&
    url !== '' &&
    authFields[type].every((field) => mayBeEmpty(field) || textOf(values, field) !== '') &&
    mapping.every(({ variable, field }) => variable !== '' && field !== '') &&
    repeatedVariables(mapping).length === 0
  );
}

/**
 * Returns the body of the request that stores an endpoint. The body omits empty fields, so the API
 * keeps the stored secrets.
 */
export function bodyOf({ url, type, values, mapping }: TransferDraft): NewTransferEndpoint {
  const filled = authFields[type].flatMap((field) => {
    const value = textOf(values, field);
    return value === '' ? [] : [[field, value] as const];
  });
  const auth = { type, ...Object.fromEntries(filled) } as NewTransferEndpoint['auth'];
  const mapped = mapping.map(({ variable, field }) => [variable, field] as const);
  return { url, auth, mapping: mapped.length === 0 ? null : Object.fromEntries(mapped) };
}
