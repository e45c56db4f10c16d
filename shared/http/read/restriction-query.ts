import * as z from 'zod';
import type { RestrictedPage } from '#shared/records/restriction/list-restricted.ts';
import { fail, type Query, readParameters, toPage } from './read-query.ts';

const listNames = ['limit', 'cursor', 'ending'];

/**
 * Reads which page of a list of restricted records the caller wants. `ending=true` shows only
 * records that expire within 14 days.
 */
export const restrictedQuery: Query<RestrictedPage> = {
  parameters: listNames,
  read(c) {
    const parameters = readParameters(c, listNames);
    const ending = parameters.get('ending') ?? 'false';
    if (ending !== 'true' && ending !== 'false') fail('ending', 'one of true, false');
    const { limit, cursor } = toPage(parameters);
    return { limit, cursor, ending: ending === 'true' };
  },
};

const informedOn = 'person_informed_on';

/**
 * Reads the day on which the person was told that a restriction will be lifted. The day is in the
 * URL, because some servers between caller and API remove the body of a `DELETE`. A URL may contain
 * this day, because a day alone is not personal.
 */
export const informedQuery: Query<string> = {
  parameters: [informedOn],
  read(c) {
    const day = readParameters(c, [informedOn]).get(informedOn);
    if (day === undefined || !z.iso.date().safeParse(day).success)
      fail(informedOn, 'required: the day on which the person was told, as YYYY-MM-DD');
    return day;
  },
};
