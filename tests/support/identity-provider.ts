import { generateKeyPairSync, type KeyObject, randomBytes, sign } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import Provider, { type Configuration } from 'oidc-provider';
import { findFreePort } from './free-port.ts';

/** What a provider tells of a person, by claim. */
export type Told = Record<string, unknown> & { sub: string };

type Listener = (request: IncomingMessage, response: ServerResponse) => void;
type Tokens = { id_token?: string };

const toPair = () => generateKeyPairSync('rsa', { modulusLength: 2048 });

/**
 * A real identity provider (`oidc-provider`, certified) on a port of this machine. People are those that a test adds; who
 * signs in says who they are, without a password, or refuses. It can be taken away and brought back, and what it signs can
 * be altered on its way: with its own key, or with another one.
 */
export class IdentityProvider {
  readonly clientId = 'rapport-of-tests';
  readonly clientSecret = randomBytes(24).toString('base64url');
  readonly people = new Map<string, Told>();
  /** What an ID token says in place of what it should. */
  alter: ((claims: Record<string, unknown>) => Record<string, unknown>) | null = null;
  /** Signs altered ID tokens with a key that is not the provider's. */
  forged = false;
  /** How many requests for tokens came. */
  tokenRequests = 0;
  private readonly keys = toPair();
  private readonly otherKeys = toPair();
  private readonly kid = randomBytes(6).toString('hex');
  private listener: Listener = (_request, response) => response.writeHead(503).end();
  private server: Server | null = null;

  private constructor(readonly port: number) {}

  /** Starts one for a site at this address; `admit` names another one later. */
  static async start(appUrl = 'http://localhost:3000'): Promise<IdentityProvider> {
    const provider = new IdentityProvider(await findFreePort());
    provider.admit(appUrl);
    await provider.comeBack();
    return provider;
  }

  get issuer(): string {
    return `http://localhost:${this.port}`;
  }

  /** The settings of a site that uses it. */
  variables(more: Record<string, string> = {}): Record<string, string> {
    return {
      OIDC_ISSUER: this.issuer,
      OIDC_CLIENT_ID: this.clientId,
      OIDC_CLIENT_SECRET: this.clientSecret,
      OIDC_NAME: 'Academy ID',
      ...more,
    };
  }

  /** Adds a person, or says something else of one. Their address is theirs unless told otherwise. */
  tell(person: Told): void {
    this.people.set(person.sub, { email_verified: true, ...person });
  }

  /** Takes sign-ins for the site at this address. `inUserinfo`: claims are told there, and not in ID tokens. */
  admit(appUrl: string, { inUserinfo = false }: { inUserinfo?: boolean } = {}): void {
    const provider = new Provider(this.issuer, this.configuration(appUrl, inUserinfo));
    provider.use(async (context, next) => {
      if (context.path === '/token') this.tokenRequests += 1;
      await next();
      const tokens = context.body as Tokens | undefined;
      if (context.path === '/token' && this.alter && tokens?.id_token)
        tokens.id_token = this.signAgain(tokens.id_token, this.alter);
    });
    const answer = provider.callback();
    this.listener = (request, response) => {
      const isInteraction = request.url?.startsWith('/interaction/');
      void (isInteraction ? this.interact(provider, request, response) : answer(request, response));
    };
  }

  /** Takes it off the network; `comeBack` brings it back. */
  async goAway(): Promise<void> {
    const server = this.server;
    this.server = null;
    if (!server) return;
    server.close();
    server.closeAllConnections();
    await once(server, 'close');
  }

  async comeBack(): Promise<void> {
    const server = createServer((request, response) => this.listener(request, response));
    this.server = server;
    server.listen(this.port, 'localhost');
    await once(server, 'listening');
  }

  private configuration(appUrl: string, inUserinfo: boolean): Configuration {
    const { clientId, clientSecret, keys, kid, people } = this;
    return {
      clients: [
        {
          client_id: clientId,
          client_secret: clientSecret,
          redirect_uris: [`${appUrl}/sso/callback`],
          post_logout_redirect_uris: [`${appUrl}/login`],
        },
      ],
      jwks: { keys: [{ ...keys.privateKey.export({ format: 'jwk' }), kid, use: 'sig' }] },
      cookies: { keys: [clientSecret] },
      claims: {
        openid: ['sub', 'groups', 'realm_access', '_claim_names', 'amr'],
        email: ['email', 'email_verified'],
        profile: ['name', 'given_name', 'family_name'],
      },
      conformIdTokenClaims: inUserinfo,
      ttl: { Session: 3600, Grant: 3600, Interaction: 600, AccessToken: 600, IdToken: 600 },
      interactions: { url: (_context, { uid }) => `/interaction/${uid}` },
      features: { devInteractions: { enabled: false } },
      findAccount: (_context, sub) => {
        const told = people.get(sub);
        return told && { accountId: sub, claims: async () => told };
      },
      // Whoever signs in lets the site know who they are.
      loadExistingGrant: async ({ oidc: { provider, session, client } }) => {
        const grant = new provider.Grant({
          accountId: session?.accountId,
          clientId: client?.clientId,
        });
        grant.addOIDCScope('openid email profile');
        await grant.save();
        return grant;
      },
    };
  }

  /** The page where a person says who they are (`person`: their `sub`), or refuses. */
  private async interact(
    provider: Provider,
    request: IncomingMessage,
    response: ServerResponse,
  ): Promise<void> {
    const { pathname, searchParams } = new URL(request.url ?? '', this.issuer);
    const person = searchParams.get('person');
    if (person === null) {
      response.writeHead(200, { 'Content-Type': 'text/html; charset=utf-8' });
      response.end(`<!doctype html><html lang="en"><title>Academy ID</title><h1>Academy ID</h1>
        <form action="${pathname}"><label>Who are you? <input name="person"></label>
        <button>Sign in</button></form>
        <a href="${pathname}?person=">Cancel</a></html>`);
      return;
    }
    const result = person
      ? { login: { accountId: person } }
      : { error: 'access_denied', error_description: 'The person cancelled.' };
    await provider.interactionFinished(request, response, result, {
      mergeWithLastSubmission: false,
    });
  }

  private signAgain(token: string, alter: NonNullable<typeof this.alter>): string {
    const [header = '', body = ''] = token.split('.');
    const claims: Record<string, unknown> = JSON.parse(Buffer.from(body, 'base64url').toString());
    const altered = Buffer.from(JSON.stringify(alter(claims))).toString('base64url');
    const key: KeyObject = (this.forged ? this.otherKeys : this.keys).privateKey;
    const signature = sign('sha256', Buffer.from(`${header}.${altered}`), key);
    return `${header}.${altered}.${signature.toString('base64url')}`;
  }
}

/**
 * Takes a person through the provider's pages as a browser would: from the address that the site sends them to, to the one
 * that the provider sends them back to. @param person their `sub`; '' refuses
 */
export async function passProvider(start: string, person: string): Promise<URL> {
  const jar = new Map<string, string>();
  const { origin } = new URL(start);
  let url = new URL(start);
  for (let steps = 0; steps < 10; steps++) {
    const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join('; ');
    const answer = await fetch(url, { redirect: 'manual', headers: { Cookie: cookie } });
    for (const set of answer.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(set) ?? [];
      jar.set(name, value);
    }
    const location = answer.headers.get('Location');
    const text = await answer.text();
    if (location) url = new URL(location, url);
    else if (url.pathname.startsWith('/interaction/')) url.searchParams.set('person', person);
    else throw new Error(`The provider answered ${answer.status}: ${text.slice(0, 2000)}`);
    if (url.origin !== origin) return url;
  }
  throw new Error('The provider goes in a circle.');
}
