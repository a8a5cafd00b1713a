import { demoPassword } from '#app/features/people/users/schema.ts';
import { paths } from '#app/paths.ts';
import type { Fields } from '#tests/support/fields.ts';
import { toBody } from '#tests/support/fields.ts';

/** A browser of somebody who signs in, at whichever server it is sent to. `madeFor`: the mark in the forms of their pages. */
export class Person {
  readonly #cookies = new Map<string, string>();

  constructor(
    private readonly id: string,
    private readonly origin: string,
    private readonly madeFor = '',
  ) {}

  /** Another window of theirs, whose browser has changed nothing lately. */
  withoutMark(): Person {
    const other = new Person(this.id, this.origin, this.madeFor);
    for (const [name, value] of this.#cookies)
      if (name !== 'rapport_changed') other.#cookies.set(name, value);
    return other;
  }

  /** Opens a page of one server. @returns its status and text, redirects not followed */
  get(url: string, path: string): Promise<{ status: number; text: string }> {
    return this.#send(url, path, { method: 'GET' });
  }

  /** Sends a form of a page that was made for this person. */
  post(url: string, path: string, fields: Fields): Promise<{ status: number; text: string }> {
    const body = toBody({ madeFor: this.madeFor, ...fields });
    return this.#send(url, path, { method: 'POST', body });
  }

  /** @returns the status of the sign-in */
  async signIn(url: string, password: string = demoPassword): Promise<number> {
    const email = `${this.id}@exam.test`;
    return (await this.post(url, paths.login(), { email, password })).status;
  }

  async #send(url: string, path: string, init: RequestInit) {
    const cookie = [...this.#cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const headers = { Cookie: cookie, Origin: this.origin };
    const answer = await fetch(`${url}${path}`, { ...init, headers, redirect: 'manual' });
    for (const line of answer.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      this.#cookies.set(name, value);
    }
    return { status: answer.status, text: await answer.text() };
  }
}
