import type { DocumentData } from '#shared/store/store.ts';
import { formerKey, type LookupForm, lookupKey, normaliserVersion } from './normalise.ts';
import { numberingPlanVersion } from './phone-key.ts';

/** Version of the marks that stand beside records: 1 is where participations have those of their raffle's policy, and all say from when they count. */
export const marksVersion = 1;

/** By which rules the hashes and marks of a tenant were made. */
export type LookupRules = {
  /** Of `normalise.ts`. */
  readonly normaliser: number;
  /** Of the numbering plans; undefined before they were there. */
  readonly numberingPlan: string | undefined;
  readonly marks: number;
};

/** Today's rules as they stand with a tenant's lookup secrets. */
export const currentRules = {
  normaliser: normaliserVersion,
  numbering_plan: numberingPlanVersion,
  marks: marksVersion,
} as const;

/** The rules that stand with a tenant's lookup secrets; what is absent is older than its note. */
export function rulesOf(data: DocumentData): LookupRules {
  return {
    normaliser: (data['normaliser'] as number | undefined) ?? 1,
    numberingPlan: data['numbering_plan'] as string | undefined,
    marks: (data['marks'] as number | undefined) ?? 0,
  };
}

/** Whether nothing of a tenant's can have been made by other rules than today's. */
export function isCurrent({ normaliser, numberingPlan, marks }: LookupRules): boolean {
  return (
    normaliser >= normaliserVersion &&
    numberingPlan === numberingPlanVersion &&
    marks >= marksVersion
  );
}

/** Whether hashes of values of a form may be other than today's rules make them. */
export function isOlder({ normaliser, numberingPlan }: LookupRules, form: LookupForm): boolean {
  const isPhone = typeof form !== 'string';
  return normaliser < normaliserVersion || (isPhone && numberingPlan !== numberingPlanVersion);
}

/**
 * Whether the hash of a value may be another by today's rules; cheap, no hash is computed. Of numbering plans only the
 * present ones are here, so a phone number may always differ from what others made of it.
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
