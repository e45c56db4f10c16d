/** Stands among JSON values for a text that no value serialises to: `1e400`, a key twice. */
export class JsonText {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}

/** JSON of a value, with the {@link JsonText}s in it as they are. */
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

/** Where there is anything in a value, itself first. */
export function pathsOf(value: unknown, at: Path = []): Path[] {
  if (typeof value !== 'object' || value === null || value instanceof JsonText) return [at];
  const inner = Object.entries(value).flatMap(([name, each]) =>
    pathsOf(each, [...at, Array.isArray(value) ? Number(name) : name]),
  );
  return [at, ...inner];
}

/** The value with what is at the path changed; `undefined` removes it. */
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
