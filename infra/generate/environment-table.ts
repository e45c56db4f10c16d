import { type Variable, type VariableName, variables } from '../manifest.ts';
import { markdownTable } from './markdown-table.ts';

function unlessSet(variable: Variable): string {
  if (variable.required) return 'does not start';
  return variable.default === undefined || variable.default === ''
    ? 'none'
    : `\`${variable.default}\``;
}

function meaning({ meaning: words, secret }: Variable): string {
  return secret === undefined ? words : `${words}; from the secret \`${secret}\``;
}

/** The environment variables that a function reads. */
export function environmentTable(names: readonly VariableName[]): string {
  return markdownTable(
    ['variable', 'unless set', 'what it says'],
    names.map((name) => [`\`${name}\``, unlessSet(variables[name]), meaning(variables[name])]),
  );
}
