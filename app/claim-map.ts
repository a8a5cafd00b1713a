/** What the values of a claim of an identity provider stand for here, as `OIDC_ROLES` and `OIDC_COHORTS` say it. Pure. */

/** `claim`: a name, or a path of names with dots. `pairs`: a value there, `*` for whoever signs in, and what it stands for. */
export type ClaimMap = {
  claim: string;
  pairs: readonly (readonly [value: string, word: string])[];
};

const form = 'write it as claim: value=word, value=word, such as groups: rapport-cadets=cadet';

/**
 * Reads `groups: rapport-instructors=instructor, rapport-authors=author`. Where a value has a comma in it, as names in a
 * directory do, semicolons stand between the pairs. The claim ends at the last colon that a blank follows, a value at its
 * last equals sign.
 * @returns what is wrong, as a sentence, when it cannot be read
 */
export function parseClaimMap(text: string): ClaimMap | string {
  const [, claim = '', list = ''] = /^\s*(\S+):\s+(.+)$/s.exec(text) ?? [];
  if (claim === '') return form;
  const parts = list.split(list.includes(';') ? ';' : ',').map((part) => part.trim());
  const pairs: [string, string][] = [];
  for (const part of parts.filter(Boolean)) {
    const at = part.lastIndexOf('=');
    const [value, word] = [part.slice(0, at).trim(), part.slice(at + 1).trim()];
    if (at < 1 || value === '' || word === '') return form;
    pairs.push([value, word]);
  }
  return pairs.length > 0 ? { claim, pairs } : form;
}
