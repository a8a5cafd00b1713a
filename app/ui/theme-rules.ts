/** Light or dark on purpose; without a choice the device decides. */
export type Theme = 'light' | 'dark';

/** Cookie that keeps the choice, so that the server writes the right page and nothing flashes. */
export const themeCookie = 'theme';

/** The choice in a `Cookie` header, or undefined: goes into `<html data-theme>`. */
export function readTheme(cookieHeader: string | null | undefined): Theme | undefined {
  const value = new RegExp(`(?:^|;\\s*)${themeCookie}=(light|dark)(?:;|$)`).exec(
    cookieHeader ?? '',
  )?.[1];
  return value === 'light' || value === 'dark' ? value : undefined;
}
