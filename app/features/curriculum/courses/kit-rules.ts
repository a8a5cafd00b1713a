/** Claims that an objective meets a standard, as `kit.yml` has them. Pure and client-safe. */

/** A claim: a code of the standard, and whether the academy's standards officer has yet to confirm it. */
export type Claim = { code: string; confirm: boolean };

const open = '(to confirm)';

/** Reads claims as they are written: `LD 3, LD 42 (to confirm)`; `none` is no claim. */
export function readClaims(text: string): Claim[] {
  const written = text.split(',').map((each) => each.trim());
  if (written.length === 1 && written[0] === 'none') return [];
  return written.map((each) => {
    const confirm = each.endsWith(open);
    return { code: (confirm ? each.slice(0, -open.length) : each).trim(), confirm };
  });
}
