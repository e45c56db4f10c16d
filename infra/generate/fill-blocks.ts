/** The text between `<!-- name: generated -->` and `<!-- /name -->`, by name. */
export type Blocks = { readonly [name: string]: string };

function fillBlock(path: string, text: string, name: string, content: string): string {
  const [start, end] = [`<!-- ${name}: generated -->`, `<!-- /${name} -->`];
  const [head, rest] = text.split(start);
  const tail = rest?.split(end)[1];
  const areOnce = [start, end].every((marker) => text.split(marker).length === 2);
  if (head === undefined || tail === undefined || !areOnce)
    throw new Error(`${path} needs ${start} … ${end} once`);
  return `${head}${start}\n${content}\n${end}${tail}`;
}

/**
 * Returns a text with new contents in its generated blocks. The rest of the text does not change.
 * @throws an error if a block’s beginning or end is missing or appears twice
 */
export function fillBlocks(path: string, text: string, blocks: Blocks): string {
  return Object.entries(blocks).reduce(
    (filled, [name, content]) => fillBlock(path, filled, name, content),
    text,
  );
}
