/** Why a sign-in by the provider came to nothing. */
export type Problem =
  | 'away'
  | 'unfit'
  | 'stale'
  | 'unsure'
  | 'refused-there'
  | 'no-email'
  | 'unverified'
  | 'unknown'
  | 'other-identity'
  | 'disabled';

/** What is said of it. `again`: trying once more may help. */
export type ProblemWords = { status: 400 | 403 | 503; title: string; text: string; again: boolean };

/** What happened, what is safe and what to do, for who wanted to sign in. @param name how single sign-on is called */
export function toProblemWords(problem: Problem, name: string): ProblemWords {
  switch (problem) {
    case 'away':
      return {
        status: 503,
        title: `The server of ${name} does not answer just now`,
        text: 'Your account and your work here are safe, and nothing was changed. Try again in a minute. If it stays so, tell your academy’s administrator.',
        again: true,
      };
    case 'unfit':
      return {
        status: 503,
        title: `Rapport and ${name} are not set up to fit each other`,
        text: 'Nothing is wrong with your account. Tell your academy’s administrator; whoever runs the server finds what does not fit in its log, and with npm run doctor.',
        again: false,
      };
    case 'stale':
      return {
        status: 400,
        title: 'This sign-in was used before, or is too old',
        text: 'It opens nothing any more: it may have been begun in another tab or browser, or waited too long. Nothing was changed. Begin anew.',
        again: true,
      };
    case 'unsure':
      return {
        status: 400,
        title: `The answer of ${name} could not be trusted`,
        text: 'It does not fit what was asked, or is out of date, so nobody was signed in and nothing was changed. Begin anew. If it happens again, tell your academy’s administrator.',
        again: true,
      };
    case 'refused-there':
      return {
        status: 403,
        title: `You were not signed in by ${name}`,
        text: 'The sign-in was cancelled or refused there, and nothing was changed here. Begin anew, or ask whoever looks after your account there.',
        again: true,
      };
    case 'no-email':
      return {
        status: 403,
        title: `${name} does not tell your e-mail address`,
        text: 'Without it your account here cannot be found. Nothing was changed. Ask your academy’s administrator.',
        again: false,
      };
    case 'unverified':
      return {
        status: 403,
        title: `${name} does not vouch for your e-mail address`,
        text: 'An account here is opened only for who is known to own its address, so nothing was changed. Confirm the address there and begin anew, or ask your academy’s administrator.',
        again: true,
      };
    case 'unknown':
      return {
        status: 403,
        title: 'You have no account here yet',
        text: 'You were signed in there, but no account or invitation here has your address. Ask your academy’s administrator to invite you.',
        again: false,
      };
    case 'other-identity':
      return {
        status: 403,
        title: 'Your account here belongs to another sign-in there',
        text: `An account with your address is linked to another person or an earlier account at ${name}, so it was not opened. If it is yours, ask your academy’s administrator to unlink it.`,
        again: false,
      };
    case 'disabled':
      return {
        status: 403,
        title: 'Your account here is disabled',
        text: 'It opens for nobody, and your record is kept. If that is a mistake, ask your academy’s administrator.',
        again: false,
      };
    default:
      return problem satisfies never;
  }
}

/** Said of a link to whom no password opens their account. */
export const noPassword =
  'Your academy has turned passwords off for this account. Go to the sign-in page, and sign in the way it says there.';

/** Said at a password form to whom it opens nothing. */
export const toNoPassword = (name: string) =>
  `Your academy has turned passwords off for your account. Sign in with ${name}.`;
