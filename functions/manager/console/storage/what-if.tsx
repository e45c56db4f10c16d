import { useQuery } from '@tanstack/react-query';
import { useFormats, useTexts } from '../language/language-context.tsx';
import { FailureNotice } from '../parts/failure-notice.tsx';
import { useSession } from '../session/session-context.tsx';
import { Curves } from './curves.tsx';
import type { planChange } from './plan-change.ts';
import { storageTexts } from './storage-texts.ts';

export type CategoryChange = NonNullable<ReturnType<typeof planChange>>;

/** Loads the API's forecast for a change of one category. */
export function useForesight(category: string, change: CategoryChange | undefined) {
  const { client, membership } = useSession();
  return useQuery({
    queryKey: ['what-if', membership?.tenant, category, change],
    queryFn: async ({ signal }) => {
      const body = { categories: { [category]: change } };
      return client.request('POST /v1/tenant/what-if', { body, signal });
    },
    enabled: change !== undefined,
    gcTime: 0,
  });
}

/**
 * Shows the effect of a change: how many records it deletes, and two curves of the remaining
 * records, with the change and without it.
 */
export function WhatIf(props: {
  readonly title: string;
  readonly foresight: ReturnType<typeof useForesight>;
}) {
  const texts = useTexts(storageTexts).sheet;
  const formats = useFormats();
  const { data, error, isFetching, refetch } = props.foresight;
  if (error !== null)
    return <FailureNotice error={error} isRetrying={isFetching} retry={() => void refetch()} />;
  if (data === undefined) return <p className="soft">{texts.counting}</p>;
  const [change] = data.changes;
  if (change === undefined) return <p className="soft">{texts.nothing}</p>;
  return (
    <>
      <dl className="gone">
        {change.gone.map(({ in_days, with_change, without_change }) => (
          <div key={in_days} data-more={with_change > without_change}>
            <dt>{texts.gone(in_days)}</dt>
            <dd>
              <strong>{formats.count(with_change)}</strong>{' '}
              <span className="soft">
                {formats.count(without_change)} {texts.without}
              </span>
            </dd>
          </div>
        ))}
      </dl>
      <Curves change={change} title={props.title} />
    </>
  );
}
