/** What a form sends: fields, several values as a list. */
export type Fields = Record<string, string | readonly string[]>;

/** The body that a browser makes of a form's fields. */
export function toBody(fields: Fields): URLSearchParams {
  const pairs = Object.entries(fields).flatMap(([name, values]) =>
    [values].flat().map((value) => [name, value]),
  );
  return new URLSearchParams(pairs);
}
