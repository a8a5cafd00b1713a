import * as oidc from 'openid-client';
import { env } from '#app/env.server.ts';
import { logger } from '#app/http/logger.server.ts';
import { paths } from '#app/paths.ts';
import { type Claims, claimsSchema, type Flow } from './schema.ts';
import type { Problem } from './words.ts';

/**
 * The identity provider of the academy (OpenID Connect Core 1.0, authorization code flow with PKCE). What it offers is asked
 * when it is needed first, so that a server starts and passwords open while it is away.
 */

/** Why the provider cannot be used, or what it answered does not hold. */
export class ProviderFailure extends Error {
  constructor(
    readonly problem: Problem,
    options: { cause: unknown },
  ) {
    super(`Single sign-on: ${problem}`, options);
  }
}

// A person waits. Asked twice at most, so that a connection that was cut is no failure.
const patienceSeconds = 5;
const tries = 2;
/** How long what the provider offers is taken for known, and how long it is left alone after it did not answer. */
const freshMs = 60 * 60_000;
const restMs = 2_000;

type Known = { config: oidc.Configuration; at: number };

let known: Known | null = null;
let asking: Promise<oidc.Configuration> | null = null;
let failure: { error: ProviderFailure; at: number } | null = null;

const isRecent = (one: { at: number } | null, ms: number) =>
  one !== null && performance.now() - one.at < ms;

/** RFC 6749, section 2.3.1: HTTP Basic, unless the provider takes the secret in the form alone. */
const toClientAuth = (secret: string): oidc.ClientAuth => {
  const [basic, post] = [oidc.ClientSecretBasic(secret), oidc.ClientSecretPost(secret)];
  return (server, ...request) => {
    const { token_endpoint_auth_methods_supported: methods = ['client_secret_basic'] } = server;
    const auth = methods.includes('client_secret_basic') ? basic : post;
    return auth(server, ...request);
  };
};

async function discover(left = tries): Promise<oidc.Configuration> {
  const {
    OIDC_ISSUER: issuer = '',
    OIDC_CLIENT_ID: id = '',
    OIDC_CLIENT_SECRET: secret = '',
  } = env;
  const server = new URL(issuer);
  // Without TLS only on this machine: `isIssuer` in env.server.ts.
  const execute = [
    oidc.enableNonRepudiationChecks,
    ...(server.protocol === 'http:' ? [oidc.allowInsecureRequests] : []),
  ];
  try {
    const options = { execute, timeout: patienceSeconds };
    return await oidc.discovery(server, id, undefined, toClientAuth(secret), options);
  } catch (error) {
    const failed = explain(error);
    if (left > 1 && failed.problem === 'away') return discover(left - 1);
    throw failed;
  }
}

/** What the provider offers. @throws ProviderFailure when it does not answer, or is another one than `OIDC_ISSUER` */
export async function openProvider(): Promise<oidc.Configuration> {
  if (known && isRecent(known, freshMs)) return known.config;
  if (failure && isRecent(failure, restMs) && !known) throw failure.error;
  asking ??= discover().finally(() => {
    asking = null;
  });
  try {
    known = { config: await asking, at: performance.now() };
    failure = null;
  } catch (error) {
    if (!(error instanceof ProviderFailure)) throw error;
    // What it offered an hour ago it offers still, more likely than not.
    if (known) known = { config: known.config, at: performance.now() };
    else failure = { error, at: performance.now() };
    if (!known) throw error;
  }
  return known.config;
}

/** Where the provider sends people back to. */
export const toRedirectUri = () => new URL(paths.ssoCallback(), env.APP_URL).href;

/** Begins a sign-in: the address at the provider, and what its answer must fit. @throws ProviderFailure */
export async function beginFlow(redirectTo: string): Promise<{ url: string; flow: Flow }> {
  const config = await openProvider();
  const [state, nonce] = [oidc.randomState(), oidc.randomNonce()];
  const verifier = oidc.randomPKCECodeVerifier();
  const url = oidc.buildAuthorizationUrl(config, {
    redirect_uri: toRedirectUri(),
    scope: env.OIDC_SCOPES,
    state,
    nonce,
    code_challenge: await oidc.calculatePKCECodeChallenge(verifier),
    code_challenge_method: 'S256',
  });
  return { url: url.href, flow: { state, nonce, verifier, redirectTo, at: Date.now() } };
}

/**
 * What the provider says of the person who comes back from it. `idToken`: as it came, to sign out there by.
 * @param search the query of the address that they came back to
 * @throws ProviderFailure when it does not hold
 */
export async function endFlow(
  search: string,
  { state, nonce, verifier }: Flow,
): Promise<{ claims: Claims; idToken: string }> {
  const config = await openProvider();
  const url = new URL(toRedirectUri());
  url.search = search;
  try {
    const answer = await oidc.authorizationCodeGrant(config, url, {
      expectedState: state,
      expectedNonce: nonce,
      pkceCodeVerifier: verifier,
      idTokenExpected: true,
    });
    const claims = claimsSchema.parse(answer.claims());
    return {
      claims: { ...(await readUserinfo(config, answer.access_token, claims)), ...claims },
      idToken: answer.id_token ?? '',
    };
  } catch (error) {
    throw explain(error);
  }
}

/** What the provider tells of the person beside the ID token; nothing where the token has all that is asked for. */
async function readUserinfo(
  config: oidc.Configuration,
  accessToken: string,
  claims: Claims,
): Promise<Record<string, unknown>> {
  const asked = ['email', 'name', env.OIDC_VERIFIED_CLAIM];
  const mapped = [env.OIDC_ROLES, env.OIDC_COHORTS].flatMap(
    (map) => map?.claim.split('.')[0] ?? [],
  );
  const lacks = [...asked, ...mapped].some((claim) => claims[claim] === undefined);
  if (!lacks || !config.serverMetadata().userinfo_endpoint) return {};
  return oidc.fetchUserInfo(config, accessToken, claims.sub);
}

/** Where to sign out at the provider; null when it offers no such place. @throws ProviderFailure */
export async function findEndSession(idToken: string | null): Promise<string | null> {
  const config = await openProvider();
  if (!config.serverMetadata().end_session_endpoint) return null;
  return oidc.buildEndSessionUrl(config, {
    post_logout_redirect_uri: new URL(paths.login(), env.APP_URL).href,
    ...(idToken && { id_token_hint: idToken }),
  }).href;
}

const awayCodes = ['OAUTH_TIMEOUT', 'OAUTH_ABORT', 'OAUTH_RESPONSE_IS_NOT_JSON'];
const awayErrors = ['server_error', 'temporarily_unavailable'];
const askErrors = ['access_denied', 'login_required', 'interaction_required', 'consent_required'];

function toProblem(error: unknown): Problem {
  if (error instanceof oidc.AuthorizationResponseError) {
    if (askErrors.includes(error.error)) return 'refused-there';
    return awayErrors.includes(error.error) ? 'away' : 'unfit';
  }
  if (error instanceof oidc.ResponseBodyError) {
    if (error.error === 'invalid_grant') return 'stale';
    return error.status >= 500 ? 'away' : 'unfit';
  }
  if (error instanceof oidc.WWWAuthenticateChallengeError) return 'unfit';
  if (error instanceof oidc.ClientError) {
    const { code = '', cause } = error;
    if (awayCodes.includes(code)) return 'away';
    if (code === 'OAUTH_RESPONSE_IS_NOT_CONFORM')
      return cause instanceof Response && cause.status < 500 && cause.status !== 429
        ? 'unfit'
        : 'away';
    return code === 'OAUTH_JSON_ATTRIBUTE_COMPARISON_FAILED' ? 'unfit' : 'unsure';
  }
  // What `fetch` throws when nobody answers.
  return error instanceof TypeError && error.message === 'fetch failed' ? 'away' : 'unsure';
}

/** Says in the log what did not hold, by names and codes: answers have tokens in them. */
function explain(error: unknown): ProviderFailure {
  if (error instanceof ProviderFailure) return error;
  const problem = toProblem(error);
  const { name, message, cause } = error instanceof Error ? error : new Error(String(error));
  const said = cause instanceof Error ? cause.message : undefined;
  const details =
    error instanceof oidc.ResponseBodyError || error instanceof oidc.AuthorizationResponseError
      ? { error: error.error, description: error.error_description }
      : {};
  logger.warn({ problem, name, said, ...details }, `single sign-on failed: ${message}`);
  return new ProviderFailure(problem, { cause: error });
}
