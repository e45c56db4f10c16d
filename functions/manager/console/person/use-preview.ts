import { useQuery } from '@tanstack/react-query';
import type { SubjectPreview } from '#shared/client/schemas.ts';
import { useSession } from '../session/session-context.tsx';
import type { Sought } from './recognise-person.ts';

export type ListedRecord = NonNullable<SubjectPreview['records']>[number];

export type KeepingGround = 'legal_obligation' | 'legal_claims';

/** The user's choices. They decide what an erasure deletes and keeps. */
export type Choices = {
  /**
   * The chosen conversations; undefined if the user of the console has not changed what the API
   * proposes.
   */
  readonly conversations: readonly string[] | undefined;
  readonly keep: KeepingGround | undefined;
  readonly restrictedToo: boolean;
};

export const noChoices: Choices = {
  conversations: undefined,
  keep: undefined,
  restrictedToo: false,
};

/**
 * Returns the choices as fields for the body of a request. The body also contains the person's
 * identifiers.
 */
export function chosen({ conversations, keep, restrictedToo }: Choices) {
  return {
    ...(conversations !== undefined && { conversations }),
    ...keeping({ keep, restrictedToo }),
  };
}

/**
 * Returns the choices without the conversations. Some requests name the conversations in another
 * place.
 */
export function keeping({ keep, restrictedToo }: Pick<Choices, 'keep' | 'restrictedToo'>) {
  return {
    ...(keep !== undefined && {
      keep: [{ category: 'marketing_consents', ground: keep } as const],
    }),
    ...(restrictedToo && { restricted_too: true }),
  };
}

/**
 * Loads the stored records of a person with their times. When no component uses them any more, the
 * person's identifier and the records are removed from memory.
 */
export function usePreview(sought: Sought, choices: Choices) {
  const { client, membership } = useSession();
  return useQuery({
    queryKey: ['person', membership?.tenant, sought, choices],
    queryFn: async ({ signal }) => {
      const body = { ...sought, ...chosen(choices), records: true };
      return client.request('POST /v1/subjects/preview', { body, signal });
    },
    placeholderData: (previous) => previous,
    refetchOnWindowFocus: false,
    gcTime: 0,
  });
}

/** Counts the restricted records of the person, also those that an erasure would keep. */
export function countRestricted({ beside, stays }: Pick<SubjectPreview, 'beside' | 'stays'>) {
  const going = beside.filter(({ collection }) => collection.endsWith('_restricted'));
  const staying = stays.filter(({ what }) => what === 'restricted_records');
  return [...going, ...staying].reduce((sum, { count = 0 }) => sum + count, 0);
}

/** Counts the records that an erasure would delete. */
export function countOf({ categories }: SubjectPreview): number {
  return categories.reduce((sum, { count }) => sum + count, 0);
}
