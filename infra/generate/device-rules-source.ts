import * as z from 'zod';
import { variableName, variableValueBytes } from '#shared/categories/field-schemas.ts';
import { variables } from '#shared/categories/variables.ts';

/** Writes the source of the rules for variables on a device. It is not formatted yet. */
export function deviceRulesSource(): string {
  const { pattern } = z.toJSONSchema(variableName, { io: 'input' });
  return `// Generated from the registry by \`npm run generate\`.

/** The longest time for which a variable is kept, in days. */
export const retentionDays = ${variables.retention.days};

/** The names that a variable can have. */
export const namePattern = /${pattern}/;

/** The largest size of a variable's value: the number of bytes of its JSON in UTF-8. */
export const valueBytes = ${variableValueBytes};

export const millisPerDay = 86_400_000;
`;
}
