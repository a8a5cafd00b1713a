/**
 * Why a change was not made, in words for the person who asked for it: messages by the field of their form that they
 * belong to; under '' what belongs to none. The one shape of refusal: a mutation that can be refused returns one, else
 * null or what it made. What no form can put right is thrown: 404, 403, 409 (`errors.ts`).
 */
export class Refusal {
  constructor(readonly messages: Readonly<Record<string, readonly string[]>>) {}
}

/** A refusal of the form as a whole. */
export function refuse(message: string): Refusal {
  return new Refusal({ '': [message] });
}

/** All its words in a row, for where there are no fields to show them at. */
export function toSentence({ messages }: Refusal): string {
  return Object.values(messages).flat().join(' ');
}
