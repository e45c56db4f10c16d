import { requireScope } from '#shared/access/scope.ts';
import { Problem } from '#shared/base/problems/problem.ts';
import { plainId } from '#shared/categories/field-schemas.ts';
import { variables } from '#shared/categories/variables.ts';
import type { Context } from '#shared/records/context.ts';
import type { ExportSource } from '#shared/records/export-records.ts';
import { newestFirstOf } from '#shared/store/category-collection.ts';
import { byInstance } from './collections.ts';

/**
 * Returns the source of an export of the variables of an experience, sorted by instance. If the
 * experience is unknown, the export has no rows.
 * @throws Problem `scope-missing`, `record-not-found` for an invalid id
 */
export function experienceExport(
  { scopes }: Pick<Context, 'scopes'>,
  experienceId: string,
): ExportSource {
  requireScope(scopes, `${variables.id}:export`);
  if (!plainId.safeParse(experienceId).success) throw new Problem('record-not-found');
  return {
    category: variables,
    where: [{ field: 'experience_id', op: '==', value: experienceId }],
    orderBy: byInstance,
    countBy: newestFirstOf(variables),
    // The name of the export does not contain the experience's id, because answers do not repeat
    // values of the request.
    name: 'variables',
    columns: [
      'instance_id',
      'name',
      'scope',
      'value',
      'file_name',
      'file_type',
      'file_bytes',
      'created_at',
      'changed_at',
      'expires_at',
      'id',
    ],
  };
}
