import type { DocumentData } from '#shared/store/store.ts';
import { formerKey, type LookupForm, lookupKey, normaliserVersion } from './normalise.ts';
import { numberingPlanVersion } from './phone-key.ts';

/**
 * The version of the rules by which the marks of records are made. From version 1 on,
 * participations have the marks that their raffle's policy requires, and every mark contains the
 * instant from which its expiry is calculated.
 */
export const marksVersion = 1;

/**
 * The version of the list of documents that the rekey sweep updates. From version 2 on, the list
 * contains restricted records, waiting lines and the persons of open requests.
 */
export const partsVersion = 2;

/** The versions of the rules by which a tenant's hashes and marks were made. */
export type LookupRules = {
  /** The version of `normalise.ts`. */
  readonly normaliser: number;
  /**
   * The version of the numbering plans. Undefined if the hashes were made before Mayfly used such
   * plans.
   */
  readonly numberingPlan: string | undefined;
  readonly marks: number;
  /** The version of the list of documents whose hashes were made by these rules. */
  readonly parts: number;
};

/** The present rules, in the form that is stored with a tenant's lookup secrets. */
export const currentRules = {
  normaliser: normaliserVersion,
  numbering_plan: numberingPlanVersion,
  marks: marksVersion,
  parts: partsVersion,
} as const;

/**
 * Reads the rules that are stored with a tenant's lookup secrets. If a version is missing, the
 * hashes or marks were made before Mayfly stored this version.
 */
export function rulesOf(data: DocumentData): LookupRules {
  return {
    normaliser: (data['normaliser'] as number | undefined) ?? 1,
    numberingPlan: data['numbering_plan'] as string | undefined,
    marks: (data['marks'] as number | undefined) ?? 0,
    parts: (data['parts'] as number | undefined) ?? 1,
  };
}

/** True if all hashes and marks of a tenant were made by the present rules. */
export function isCurrent({ normaliser, numberingPlan, marks, parts }: LookupRules): boolean {
  return (
    normaliser >= normaliserVersion &&
    numberingPlan === numberingPlanVersion &&
    marks >= marksVersion &&
    parts >= partsVersion
  );
}

/**
 * True if the tenant's stored hashes of values with this form were made by older rules. Then the
 * stored hash of a value may differ from a new hash of the same value.
 */
export function isOlder({ normaliser, numberingPlan }: LookupRules, form: LookupForm): boolean {
  const isPhone = typeof form !== 'string';
  return normaliser < normaliserVersion || (isPhone && numberingPlan !== numberingPlanVersion);
}

/**
 * True if the present rules may give another hash for a value. The function itself computes no
 * hash, so it is fast. Former numbering plans are not available. So the result is true for every
 * phone number that was normalised with a former plan.
 */
export async function mayDiffer(
  rules: LookupRules,
  form: LookupForm,
  value: string,
): Promise<boolean> {
  if (!isOlder(rules, form)) return false;
  const isPhone = typeof form !== 'string';
  if (isPhone && rules.numberingPlan !== numberingPlanVersion) return true;
  return (await lookupKey(form, value)) !== formerKey(form, value);
}
