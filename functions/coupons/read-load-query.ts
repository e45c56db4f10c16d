import type { Context as HonoContext } from 'hono';
import { Problem } from '#shared/base/problems/problem.ts';
import type { AppEnv } from '#shared/http/env.ts';
import { headerOfType } from '#shared/http/read/read-csv.ts';
import { readChoices } from '#shared/http/read/read-query.ts';

const yesOrNo = ['true', 'false'] as const;

/**
 * What a request says of its file of codes: whether the first line is a header, by the query or by the media type
 * (RFC 4180, section 3), and whether it is only tried.
 * @throws Problem `query-invalid`
 */
export function readLoadQuery(c: HonoContext<AppEnv>) {
  const { header, dry_run } = readChoices(c, { header: yesOrNo, dry_run: yesOrNo });
  const typed = headerOfType(c);
  const said = header === undefined ? undefined : header === 'true';
  if (said !== undefined && typed !== undefined && said !== typed) {
    const rule = 'the same as the media type says';
    throw new Problem('query-invalid', { errors: [{ parameter: 'header', rule }] });
  }
  return { header: said ?? typed, isTrial: dry_run === 'true' };
}
