import { Problem } from '#shared/base/problems/problem.ts';
import { headerOfType } from '#shared/http/read/read-csv.ts';
import { choicesQuery } from '#shared/http/read/read-query.ts';

const yesOrNo = ['true', 'false'] as const;

/**
 * Reads two settings of an upload: whether it is only a trial, and whether the first line is a
 * header. The query or the media type (RFC 4180, section 3) says whether there is a header.
 */
export const loadQuery = choicesQuery({ header: yesOrNo, dry_run: yesOrNo }, (chosen, c) => {
  const typed = headerOfType(c);
  const said = chosen.header === undefined ? undefined : chosen.header === 'true';
  if (said !== undefined && typed !== undefined && said !== typed) {
    const rule = 'the same as the media type says';
    throw new Problem('query-invalid', { errors: [{ parameter: 'header', rule }] });
  }
  return { header: said ?? typed, isTrial: chosen.dry_run === 'true' };
});
