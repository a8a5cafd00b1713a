/** Light or dark on purpose; without a choice the device decides. */
export type Theme = 'light' | 'dark';

/** Cookie that keeps the choice, so that the server writes the right page and nothing flashes. */
const toName = (secure: boolean) => (secure ? '__Host-theme' : 'theme');

const oneYear = 31_536_000;

/**
 * The cookie that makes a choice, or takes it back ('' leaves it to the device): as `Set-Cookie` and `document.cookie` read it.
 * @param secure the page comes by https
 */
export const toThemeCookie = (theme: Theme | '', secure: boolean) =>
  `${toName(secure)}=${theme}; Path=/; Max-Age=${theme ? oneYear : 0}; SameSite=Lax${secure ? '; Secure' : ''}`;

/** The choice in a `Cookie` header, or undefined: goes into `<html data-theme>`. */
export function readTheme(
  cookieHeader: string | null | undefined,
  secure: boolean,
): Theme | undefined {
  const value = new RegExp(`(?:^|;\\s*)${toName(secure)}=(light|dark)(?:;|$)`).exec(
    cookieHeader ?? '',
  )?.[1];
  return value === 'light' || value === 'dark' ? value : undefined;
}
