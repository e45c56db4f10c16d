type Tree = { readonly [key: string]: unknown } | readonly unknown[];

const quote = 0x22;
const space = 0x20;

/**
 * Counts the keys in all objects of a value.
 * @returns undefined if the value contains a number so large that parsing may have changed it
 */
function countKeys(value: unknown): number | undefined {
  // This is a loop and not a recursion, because deep nesting could use up the stack.
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
 * Estimates the number of keys in a text of JSON: counts each colon that directly follows a quote.
 * A string may also contain a quote and a colon, so the result may be too large.
 * @returns undefined if there is white space before a colon
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
 * True if `JSON.parse` may have lost something: one of two equal keys, digits of a large whole
 * number, or half of a surrogate pair. If the function cannot be sure, the result is true too. The
 * text is searched by native code, so this takes less than half of the time of parsing.
 */
export function mayLose(text: string, value: unknown): boolean {
  if (text.includes('\\u') && /\\u[dD]/.test(text)) return true;
  const count = countKeys(value);
  return count === undefined || count !== countWrittenKeys(text);
}
