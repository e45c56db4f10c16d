/** The variables of a conversation, by name. */
export type Known = { readonly [name: string]: unknown };

/**
 * The names of the chat's questions, in their order. The answer to a question is stored in a
 * variable with the same name.
 */
export const questions = ['vorname', 'lieblingsblume', 'flaeche'] as const;

export type Question = (typeof questions)[number];

const plantsPerSquareMetre = 6;
const squareMetresMax = 10_000;

/** Returns the first question that has no answer, or undefined if all questions are answered. */
export function nextQuestion(known: Known): Question | undefined {
  return questions.find((name) => known[name] === undefined);
}

/** Returns the value of an answer, or undefined if the answer does not fit the question. */
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
