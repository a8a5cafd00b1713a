/** Id of a scenario's card on the lesson page, which the answer to its forms replaces. */
export function scenarioCardId(id: string): string {
  return `scenario-${id}`;
}

/** Id of the part of the card that is new after a reply: what it meant, and the scene it led to. */
export function scenarioNowId(id: string): string {
  return `${scenarioCardId(id)}-now`;
}

/** The letter that a scene's choice goes by in a picture of the scenario and in the table beside it: A, B, C. */
export function choiceLetter(index: number): string {
  return String.fromCharCode(65 + (index % 26));
}

/** Id of a check's card, which its form's answer replaces. */
export function checkCardId(id: string): string {
  return `check-${id}`;
}

/** Id of a reflection's card, which its form's answer replaces. */
export function reflectCardId(id: string): string {
  return `reflect-${id}`;
}
