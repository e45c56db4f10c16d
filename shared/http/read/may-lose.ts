type Tree = { readonly [key: string]: unknown } | readonly unknown[];

const quote = 0x22;
const space = 0x20;

/**
 * The number of keys in all objects of a value.
 * @returns undefined when one of its numbers is so large that parsing may have changed it
 */
function countKeys(value: unknown): number | undefined {
  // It does not recurse, because deep nesting could use up the stack.
  const open: Tree[] = [[value]];
  let count = 0;
  for (let tree = open.pop(); tree !== undefined; tree = open.pop()) {
    const isArray = Array.isArray(tree);
    const values = isArray ? (tree as readonly unknown[]) : Object.values(tree);
    if (!isArray) count += values.length;
    for (const inner of values)
      if (typeof inner === 'number') {
        if (Math.abs(inner) > Number.MAX_SAFE_INTEGER) return undefined;
      } else if (typeof inner === 'object' && inner !== null) open.push(inner as Tree);
  }
  return count;
}

/**
 * The number of keys in a text of JSON. It counts colons after a quote, which strings may contain
 * too.
 * @returns undefined when a colon does not directly follow a quote
 */
function countWrittenKeys(text: string): number | undefined {
  let count = 0;
  for (let at = text.indexOf(':'); at !== -1; at = text.indexOf(':', at + 1)) {
    const before = text.charCodeAt(at - 1);
    if (before <= space) return undefined;
    if (before === quote) count += 1;
  }
  return count;
}

/**
 * Whether `JSON.parse` may have lost an equal key or digits of a large whole number, or may have
 * accepted half of a surrogate pair. If it is not sure, it returns true. Native code counts, so it
 * takes less than half of the time of parsing.
 */
export function mayLose(text: string, value: unknown): boolean {
  if (text.includes('\\u') && /\\u[dD]/.test(text)) return true;
  const count = countKeys(value);
  return count === undefined || count !== countWrittenKeys(text);
}
