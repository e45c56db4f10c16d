import type * as z from 'zod';
import type { CategorySubject } from './category-subject.ts';
import { externalId, plainId } from './field-schemas.ts';
import type { LegalBasis } from './legal-basis.ts';
import type { Texts } from './texts.ts';

/**
 * How a value is normalised before it is hashed for lookup. For `email` and `phone`, different
 * spellings match. For `composed`, only Unicode composition is normalised. An `exact` value is
 * compared unchanged.
 */
export type LookupNormaliser = 'email' | 'phone' | 'composed' | 'exact';

/**
 * The source of a field's values (WP 242 rev.01, section III). A person `provided` them, the
 * service `observed` them, or somebody concluded them (`derived`). Derived values are not portable
 * (GDPR, Article 20). If a field has values of two kinds, it has the kind that gives the person
 * more rights.
 */
export type Origin = 'provided' | 'observed' | 'derived';

/** The properties that plain and encrypted fields have. */
type Described = {
  /** The field's name for people. */
  readonly label: Texts;
  readonly origin: Origin;
};

/**
 * A field that may be stored in clear: a text that must match a strict pattern or be in a fixed
 * list of values, a number, a boolean or an instant. It is never free text.
 */
export type PlainField = Described & {
  readonly atRest: 'plain';
  /** A label for each value, if only a few values are possible. */
  readonly values?: { readonly [value: string]: Texts };
  readonly schema: z.ZodType;
  readonly required: boolean;
  /** `system` fields are set by verbs. Callers cannot set them. */
  readonly setBy: 'caller' | 'system';
  /**
   * Lists can be filtered by this field: `equal` to a value, or a `range` (`<field>_min`,
   * `<field>_max`).
   */
  readonly filter?: 'equal' | 'range';
  /** `false` if PATCH must not change the field, because other records depend on its value. */
  readonly correctable?: false;
};

/**
 * A field that is encrypted and stored as `<name>_aes`. With `lookup`, a search finds records by
 * the hash in `<name>_bcrypt`.
 */
export type AesField = Described & {
  readonly atRest: 'aes';
  readonly schema: z.ZodType;
  readonly required: boolean;
  readonly setBy: 'caller' | 'system';
  /** `text` is encrypted as UTF-8, `json` as UTF-8 JSON. */
  readonly encoding: 'text' | 'json';
  readonly lookup?: LookupNormaliser;
  /**
   * The name of a field that contains an id. Callers may send this text instead of the id. Then
   * Mayfly makes the id from the text, by a keyed hash.
   */
  readonly inPlaceOf?: string;
};

export type Field = PlainField | AesField;

/** A retention in whole days, or one that depends on a plain field of the record. */
export type RetentionDays =
  | number
  | { readonly field: string; readonly days: { readonly [value: string]: number } };

export type Retention = {
  /** The instant from which the expiry is calculated. */
  readonly basis: 'created' | 'last_interaction' | 'own_expiry';
  readonly days: RetentionDays;
  /** Longer retentions that a tenant may choose, in days. They apply only to new records. */
  readonly longerChoices: readonly number[];
  /**
   * Set if callers may choose an earlier expiry for a record, although its expiry is calculated
   * from its creation.
   */
  readonly chosen?: true;
};

/**
 * A process module that uses a category. The rule says whether the category can be switched off
 * while the module is on.
 */
export type ModuleRule = {
  readonly module: string;
  readonly rule: 'required' | 'advised' | 'used';
};

/**
 * The declaration of a category of personal data. It is one row of the table of promises to the
 * customers of the platform. All code that handles records uses it. No required property has a
 * default, so a declaration without such a property does not compile.
 */
export type Category = {
  readonly number: number;
  /**
   * The id in snake_case. It is the name of the collection and of the KMS key, and the beginning of
   * scopes.
   */
  readonly id: string;
  readonly title: Texts;
  /** Path under `/v1/`. */
  readonly path: string;
  /** The function that serves the category. */
  readonly service: string;
  /**
   * The database of the category's records. The manager log has a separate database, so that fewer
   * service accounts can have access.
   */
  readonly database: 'mayfly' | 'mayfly-audit';
  readonly purpose: Texts;
  readonly dataSubjects: Texts;
  readonly subject: CategorySubject;
  /** The condition under which data of this category is stored, in words. */
  readonly storedWhen: Texts;
  /** The usual legal basis. A tenant may state another. */
  readonly legalBasis: LegalBasis;
  /** True if every tenant has the category. Then it cannot be switched off. */
  readonly always: boolean;
  readonly moduleRules: readonly ModuleRule[];
  readonly retention: Retention;
  /** The creator of records at the category's path: callers, or only Mayfly itself. */
  readonly createdBy: 'caller' | 'system';
  /** True if PATCH can correct the fields that callers set (Art. 16 GDPR). */
  readonly correctable: boolean;
  /** True if callers can delete records by their ids. */
  readonly deletable: boolean;
  /** Sets of fields that together are unique among a tenant's live records. */
  readonly unique: readonly (readonly string[])[];
  /**
   * Set if callers may find and delete records by the unique fields. Such a category has exactly
   * one set of unique fields.
   */
  readonly keyed?: true;
  /**
   * Set if each process links the records that it writes to a chain of hashes, which is sealed
   * every hour. Only two things change such a record: a shorter retention makes its expiry earlier,
   * and the erasure of a person removes its encrypted fields.
   */
  readonly chained?: true;
  readonly fields: { readonly [name: string]: Field };
  /**
   * Values that the category's own verbs store with a record, encrypted like a field. The
   * category's own paths and the archives of a person show them. Reads, lists and CSV do not
   * contain them.
   */
  readonly apart?: { readonly [name: string]: AesField };
};

/** Declares a category. It keeps the literal types of its fields for {@link RecordOf}. */
export function defineCategory<const C extends Category>(category: C): C {
  return category;
}

type FieldsOf<C extends Category> = C['fields'];
type RequiredNames<F> = {
  [K in keyof F]: F[K] extends { readonly required: true } ? K : never;
}[keyof F];

/**
 * The fields of a record of category `C` as callers read them, without fields that every record
 * has.
 */
export type RecordOf<C extends Category> = {
  [K in RequiredNames<FieldsOf<C>>]: z.output<FieldsOf<C>[K]['schema']>;
} & {
  [K in Exclude<keyof FieldsOf<C>, RequiredNames<FieldsOf<C>>>]?: z.output<
    FieldsOf<C>[K]['schema']
  >;
};

/**
 * The id of a record's conversation. Every category has this field, so that an erasure of the
 * conversation finds the record.
 */
export const conversationField = {
  label: { de: 'Unterhaltung', en: 'Conversation' },
  origin: 'observed',
  atRest: 'plain',
  schema: plainId,
  required: false,
  setBy: 'caller',
} as const satisfies PlainField;

/**
 * Another system's name for the conversation, for example a phone number. Callers send it in place
 * of `conversation_id`.
 */
export const conversationExternalField = {
  label: { de: 'Externe Kennung der Unterhaltung', en: 'External ID of the conversation' },
  origin: 'observed',
  atRest: 'aes',
  schema: externalId,
  required: false,
  setBy: 'caller',
  encoding: 'text',
  inPlaceOf: 'conversation_id',
} as const satisfies AesField;
