/** The variables of a conversation, by name. */
export type Known = { readonly [name: string]: unknown };

/** The questions of the chat, in their order. An answer is stored in a variable with this name. */
export const questions = ['vorname', 'lieblingsblume', 'flaeche'] as const;

export type Question = (typeof questions)[number];

const plantsPerSquareMetre = 6;
const squareMetresMax = 10_000;

/** The first question that has no answer. It is undefined when all questions are answered. */
export function nextQuestion(known: Known): Question | undefined {
  return questions.find((name) => known[name] === undefined);
}

/** The value of an answer. It is undefined if the answer does not fit the question. */
export function readAnswer(question: Question, text: string): string | number | undefined {
  const trimmed = text.trim().slice(0, 200);
  if (question !== 'flaeche') return trimmed === '' ? undefined : trimmed;
  const size = Number(trimmed.replace(',', '.'));
  return size >= 1 && size <= squareMetresMax ? size : undefined;
}

/** The number of plants for a flower bed. */
export function plantsFor(known: Known): number {
  return Math.ceil(Number(known['flaeche']) * plantsPerSquareMetre);
}
