import { type Variable, type VariableName, variables } from '../manifest.ts';
import { markdownTable } from './markdown-table.ts';

function unlessSet(variable: Variable): string {
  if (variable.required) return 'required';
  return variable.default === undefined || variable.default === ''
    ? 'none'
    : `\`${variable.default}\``;
}

function meaning({ meaning: words, secret }: Variable): string {
  return secret === undefined
    ? words
    : `${words}. The value of the variable is in the secret \`${secret}\``;
}

/** The environment variables that a function reads. */
export function environmentTable(names: readonly VariableName[]): string {
  return markdownTable(
    ['variable', 'default', 'meaning'],
    names.map((name) => [`\`${name}\``, unlessSet(variables[name]), meaning(variables[name])]),
  );
}
