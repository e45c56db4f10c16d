import type { DocumentData } from '#shared/store/store.ts';
import { formerKey, type LookupForm, lookupKey, normaliserVersion } from './normalise.ts';
import { numberingPlanVersion } from './phone-key.ts';

/**
 * Version of the marks beside records. In version 1, participations have the marks of their
 * raffle's policy, and every mark has the instant from which it counts.
 */
export const marksVersion = 1;

/** The versions of the rules that made a tenant's hashes and marks. */
export type LookupRules = {
  /** Version of `normalise.ts`. */
  readonly normaliser: number;
  /** Version of the numbering plans; undefined if the hashes are older than the plans. */
  readonly numberingPlan: string | undefined;
  readonly marks: number;
};

/** Today's rules, in the form stored with a tenant's lookup secrets. */
export const currentRules = {
  normaliser: normaliserVersion,
  numbering_plan: numberingPlanVersion,
  marks: marksVersion,
} as const;

/**
 * The rules stored with a tenant's lookup secrets. A missing version is older than the first one
 * noted.
 */
export function rulesOf(data: DocumentData): LookupRules {
  return {
    normaliser: (data['normaliser'] as number | undefined) ?? 1,
    numberingPlan: data['numbering_plan'] as string | undefined,
    marks: (data['marks'] as number | undefined) ?? 0,
  };
}

/** Whether today's rules made all of a tenant's hashes and marks. */
export function isCurrent({ normaliser, numberingPlan, marks }: LookupRules): boolean {
  return (
    normaliser >= normaliserVersion &&
    numberingPlan === numberingPlanVersion &&
    marks >= marksVersion
  );
}

/** Whether hashes of such values may differ from those of today's rules. */
export function isOlder({ normaliser, numberingPlan }: LookupRules, form: LookupForm): boolean {
  const isPhone = typeof form !== 'string';
  return normaliser < normaliserVersion || (isPhone && numberingPlan !== numberingPlanVersion);
}

/**
 * Whether today's rules may give another hash for a value. It computes no hash, so it is cheap.
 * Only the present numbering plans are available here. So a phone number that other plans
 * normalised always counts as possibly different.
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
