import { nluMessages } from '#shared/categories/nlu-messages.ts';
import type { QueueInput } from '#shared/domains/nlu/review-queue.ts';
import {
  filteredPageQuery,
  type Query,
  readParameters,
  readValues,
} from '#shared/http/read/read-query.ts';
import { pointInTime, share, textOf } from '#shared/http/read/readings.ts';
import type { Filter } from '#shared/store/store.ts';

const { intent, experience_id } = nluMessages.fields;

const queueReadings = {
  intent: textOf(intent.schema),
  confidence_min: share,
  confidence_max: share,
  experience_id: textOf(experience_id.schema),
  expires_before: pointInTime,
};

const comparisons = {
  intent: ['intent', '=='],
  confidence_min: ['confidence', '>='],
  confidence_max: ['confidence', '<='],
  experience_id: ['experience_id', '=='],
  expires_before: ['expires_at', '<'],
} as const satisfies {
  readonly [name in keyof typeof queueReadings]: readonly [string, Filter['op']];
};

const filtered = filteredPageQuery(queueReadings);

/** The query parameters of a page of messages without a review. */
export const queueQuery: Query<QueueInput> = {
  parameters: filtered.parameters,
  read(c) {
    const { page, filters } = filtered.read(c);
    const compared = Object.entries(comparisons).flatMap(([name, [field, op]]): Filter[] => {
      const value = filters[name as keyof typeof queueReadings];
      return value === undefined ? [] : [{ field, op, value }];
    });
    return { page, filters: compared };
  },
};

const countReadings = { experience_id: queueReadings.experience_id, expires_before: pointInTime };
const countNames = Object.keys(countReadings);

/**
 * The query parameters for counting messages without a review. `before` is undefined if the
 * request has no `expires_before`.
 */
export const countQuery: Query<{
  readonly filters: readonly Filter[];
  readonly before: number | undefined;
}> = {
  parameters: countNames,
  read(c) {
    const values = readValues(readParameters(c, countNames), countReadings);
    const { experience_id: value, expires_before: before } = values;
    return {
      before,
      filters: value === undefined ? [] : [{ field: 'experience_id', op: '==', value }],
    };
  },
};
