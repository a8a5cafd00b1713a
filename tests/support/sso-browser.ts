import { paths } from '#app/paths.ts';
import { type Page, TestBrowser } from './app.ts';
import { passProvider } from './identity-provider.ts';

/** A browser in which somebody signs in at an identity provider. */
export class SsoBrowser extends TestBrowser {
  /** Begins a sign-in. @returns the address at the provider that the site leads to */
  async begin(redirectTo?: string): Promise<string> {
    const page = await this.get(paths.ssoStart(redirectTo));
    if (page.status !== 302 || !page.location)
      throw new Error(`A sign-in did not begin: ${page.status} ${page.text}`);
    return page.location;
  }

  /** Comes back from the provider. */
  comeBack({ pathname, search }: URL): Promise<Page> {
    return this.get(`${pathname}${search}`);
  }

  /** All of it. @param person their `sub` there; '' refuses */
  async signIn(person: string, redirectTo?: string): Promise<Page> {
    return this.comeBack(await passProvider(await this.begin(redirectTo), person));
  }
}
