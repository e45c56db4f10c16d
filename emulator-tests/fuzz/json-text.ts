/** A part of a JSON text that `JSON.stringify` never writes, such as `1e400` or a duplicate key. */
export class JsonText {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}

/** Writes a value as JSON. The text of each {@link JsonText} stays unchanged. */
export function writeJson(value: unknown): string {
  if (value instanceof JsonText) return value.text;
  if (Array.isArray(value)) return `[${value.map(writeJson).join(',')}]`;
  if (typeof value === 'object' && value !== null) {
    const entries = Object.entries(value).filter(([, inner]) => inner !== undefined);
    return `{${entries.map(([name, inner]) => `${JSON.stringify(name)}:${writeJson(inner)}`).join(',')}}`;
  }
  return JSON.stringify(value) ?? 'null';
}

export type Path = readonly (string | number)[];

/** Returns the paths of all parts of a value. The path of the whole value is the first. */
export function pathsOf(value: unknown, at: Path = []): Path[] {
  if (typeof value !== 'object' || value === null || value instanceof JsonText) return [at];
  const inner = Object.entries(value).flatMap(([name, each]) =>
    pathsOf(each, [...at, Array.isArray(value) ? Number(name) : name]),
  );
  return [at, ...inner];
}

/** Changes the part of a value at the path. A change to `undefined` removes a property. */
export function changeAt(value: unknown, path: Path, change: (at: unknown) => unknown): unknown {
  const [first, ...rest] = path;
  if (first === undefined) return change(value);
  if (Array.isArray(value))
    return value.map((each, index) => (index === first ? changeAt(each, rest, change) : each));
  const entries = Object.entries(value as object).map(([name, each]) => [
    name,
    name === first ? changeAt(each, rest, change) : each,
  ]);
  return Object.fromEntries(entries);
}
