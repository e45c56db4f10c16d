import type * as z from 'zod';
import type { CategorySubject } from './category-subject.ts';
import { externalId, plainId } from './field-schemas.ts';
import type { LegalBasis } from './legal-basis.ts';
import type { Texts } from './texts.ts';

/**
 * How a value is normalised before it is hashed for lookup. With `email` and `phone`, different
 * spellings of the same address or number match. With `composed`, only different Unicode
 * compositions match. With `exact`, only the unchanged value matches.
 */
export type LookupNormaliser = 'email' | 'phone' | 'composed' | 'exact';

/**
 * Where a field's values come from (WP 242 rev.01, section III). The person `provided` them, the
 * service `observed` them, or somebody concluded them from other data (`derived`). Derived values
 * are not portable (GDPR, Article 20). If a field may have values of two origins, it gets the
 * origin that gives the person more rights.
 */
export type Origin = 'provided' | 'observed' | 'derived';

/** The properties that plain and encrypted fields have. */
type Described = {
  /** The name under which people see the field. */
  readonly label: Texts;
  readonly origin: Origin;
};

/**
 * A field that may be stored in clear. Its schema allows only numbers, booleans, instants, and
 * texts that have a fixed form or are in a fixed list. Free text is never stored in clear.
 */
export type PlainField = Described & {
  readonly atRest: 'plain';
  /** A label for each value, if the field can have only a few values. */
  readonly values?: { readonly [value: string]: Texts };
  readonly schema: z.ZodType;
  readonly required: boolean;
  /** Who sets the field: the caller, or only the category's verbs (`system`). */
  readonly setBy: 'caller' | 'system';
  /**
   * Set if lists can be filtered by this field: by one value (`equal`), or by a smallest and a
   * largest value (`range`, with `<field>_min` and `<field>_max`).
   */
  readonly filter?: 'equal' | 'range';
  /** `false` if PATCH must not change the field, because other records depend on its value. */
  readonly correctable?: false;
};

/**
 * A field that is stored encrypted, under the name `<name>_aes`. If `lookup` is set, a hash of the
 * value is stored as `<name>_bcrypt`, and a search finds records by this hash.
 */
export type AesField = Described & {
  readonly atRest: 'aes';
  readonly schema: z.ZodType;
  readonly required: boolean;
  readonly setBy: 'caller' | 'system';
  /** How the value is turned into bytes: as UTF-8, or as JSON in UTF-8. */
  readonly encoding: 'text' | 'json';
  readonly lookup?: LookupNormaliser;
  /**
   * The name of another field, which contains an id. Callers may send the text of this field
   * instead of that id. Then Mayfly makes the id from the text with a keyed hash.
   */
  readonly inPlaceOf?: string;
};

export type Field = PlainField | AesField;

/** A number of days, or a number for each value of a plain field of the record. */
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
   * Set if the `basis` is `created`, but callers may still choose an earlier expiry for a record.
   */
  readonly chosen?: true;
};

/**
 * A product module, for example Live Chat, that uses a category. `rule` says whether the category
 * can be switched off while the module is on.
 */
export type ModuleRule = {
  readonly module: string;
  readonly rule: 'required' | 'advised' | 'used';
};

/**
 * The declaration of a category of personal data. Each declaration is one row of the table in the
 * project's README, which is a promise to the platform's customers. All code that handles records
 * uses the declaration. No required property has a default, so a declaration without one of these
 * properties does not compile.
 */
export type Category = {
  readonly number: number;
  /**
   * The id in snake_case. The collection and the KMS key have this name, and scopes begin with it.
   */
  readonly id: string;
  readonly title: Texts;
  /** Path under `/v1/`. */
  readonly path: string;
  /** The function that serves the category. */
  readonly service: string;
  /**
   * The database of the category's records. The manager log has a separate database, so that fewer
   * service accounts have access to it.
   */
  readonly database: 'mayfly' | 'mayfly-audit';
  readonly purpose: Texts;
  readonly dataSubjects: Texts;
  readonly subject: CategorySubject;
  /** Tells people when data of this category is stored. */
  readonly storedWhen: Texts;
  /** The usual legal basis. A tenant may name another one. */
  readonly legalBasis: LegalBasis;
  /** True if every tenant has the category. Then it cannot be switched off. */
  readonly always: boolean;
  readonly moduleRules: readonly ModuleRule[];
  readonly retention: Retention;
  /** Who creates records with the category's own path: callers, or only Mayfly itself. */
  readonly createdBy: 'caller' | 'system';
  /** True if PATCH can correct the fields that callers set (Art. 16 GDPR). */
  readonly correctable: boolean;
  /** True if callers can delete records by their ids. */
  readonly deletable: boolean;
  /**
   * Sets of fields. Two live records of a tenant cannot have the same values in all fields of a
   * set. There is one exception: a new record got the values of a restricted record, and then the
   * restriction was lifted.
   */
  readonly unique: readonly (readonly string[])[];
  /**
   * Set if callers may find and delete a record by the values of its unique fields. Then `unique`
   * has exactly one set.
   */
  readonly keyed?: true;
  /**
   * Set if the records form chains. Each record contains the hash of the last record that the same
   * process wrote before it. Every hour the chains are sealed. Only two changes of such a record
   * are valid: a shorter retention makes its expiry earlier, and a signed statement removes its
   * encrypted fields (`shared/manager-log/blanking.ts`).
   */
  readonly chained?: true;
  readonly fields: { readonly [name: string]: Field };
  /**
   * Values that the category's own verbs store with a record, encrypted like a field. Only extra
   * paths of the category (such as `/history` of a customer) and archives show them. Reads, lists
   * and CSV do not contain them.
   */
  readonly apart?: { readonly [name: string]: AesField };
};

/**
 * Declares a category. The type of the result keeps the literal types of the fields, which {@link
 * RecordOf} needs.
 */
export function defineCategory<const C extends Category>(category: C): C {
  return category;
}

type FieldsOf<C extends Category> = C['fields'];
type RequiredNames<F> = {
  [K in keyof F]: F[K] extends { readonly required: true } ? K : never;
}[keyof F];

/**
 * The fields of category `C` in a record, as callers read them. The fields that every record has,
 * for example `created_at`, are not among them.
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
 * The name that another system uses for the conversation, for example a phone number. Callers may
 * send it instead of `conversation_id`.
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
