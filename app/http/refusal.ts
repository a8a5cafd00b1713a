/**
 * Why a change was not made, in words for the person who asked for it: messages by the field of their form that they
 * belong to; under '' what belongs to none. The one shape of refusal: a mutation that can be refused returns one, else
 * null or what it made. What no form can put right is thrown: 404, 403, 409 (`errors.ts`).
 */
export class Refusal {
  /** @param status 400: the form can be put right; 409: it no longer fits the state of things, and what was typed is kept */
  constructor(
    readonly messages: Readonly<Record<string, readonly string[]>>,
    readonly status: 400 | 409 = 400,
  ) {}
}

/** A refusal of the form as a whole. */
export function refuse(message: string): Refusal {
  return new Refusal({ '': [message] });
}

/** A refusal of a form that came too late: what it changes is not there any more. */
export function refuseStale(message: string): Refusal {
  return new Refusal({ '': [message] }, 409);
}

/** All its words in a row, for where there are no fields to show them at. */
export function toSentence({ messages }: Refusal): string {
  return Object.values(messages).flat().join(' ');
}
