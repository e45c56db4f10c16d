import type { PlainField } from './define-category.ts';
import { plainId } from './field-schemas.ts';

/** Every category accepts the conversation that a record belongs to, so that erasing the conversation finds it. */
export const conversationField = {
  atRest: 'plain',
  schema: plainId,
  required: false,
  setBy: 'caller',
} as const satisfies PlainField;
