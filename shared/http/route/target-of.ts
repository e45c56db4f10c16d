import type { Context as HonoContext } from 'hono';
import { plainId } from '#shared/categories/field-schemas.ts';
import type { AppEnv } from '../env.ts';
import type { Target } from './personal.ts';

/** The form of ids that Mayfly makes itself. */
const ownId = /^[0-9a-f]{32,64}$/;

/** Decodes a segment of a path, as the router does. */
function decodeSegment(segment: string | undefined): string | undefined {
  try {
    return segment && decodeURIComponent(segment);
  } catch {
    return undefined;
  }
}

/**
 * The target of a request, as its route has declared. The result is undefined if the request has no
 * target. It is also undefined if the id in the path does not have the declared form. A text of
 * another form could be a person's name.
 */
export function targetOf(c: HonoContext<AppEnv>, target: Target): string | undefined {
  if (target === 'none') return undefined;
  if (target === 'fields') return c.get('fieldsAsked');
  const position = c.get('route')?.path.split('/').indexOf(':id') ?? -1;
  const id = decodeSegment(c.req.path.split('/')[position]);
  if (id === undefined || !plainId.safeParse(id).success) return undefined;
  return target === 'chosen-id' || ownId.test(id) ? id : undefined;
}
