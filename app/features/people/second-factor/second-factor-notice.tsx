import { paths } from '#app/paths.ts';
import { Notice } from '#app/ui/notice.tsx';
import type { SecondFactorForm } from './schema.ts';

/** Why somebody gets no further than here: a role of theirs needs a second factor, or their password does not do alone. */
export type Lack = 'role' | 'password';

const words: Partial<Record<SecondFactorForm['intent'], { title: string; text: string }>> = {
  'confirm-app': {
    title: 'Your app is set up',
    text: 'From now on you are asked for its code when you sign in. All your other sessions have ended.',
  },
  'remove-app': {
    title: 'The app is removed',
    text: 'Its codes open nothing any more. All your other sessions have ended.',
  },
  'add-passkey': {
    title: 'Your passkey is made',
    text: 'From now on you can show it when you sign in. All your other sessions have ended.',
  },
  'remove-passkey': {
    title: 'The passkey is removed',
    text: 'It opens nothing any more; your device may still list it. All your other sessions have ended.',
  },
  'make-recovery-codes': { title: 'New codes are made', text: 'The old ones open nothing more.' },
  'keep-recovery-codes': {
    title: 'All is set up',
    text: 'Nobody can see your recovery codes here any more.',
  },
  'turn-off': {
    title: 'Your second factor is off',
    text: 'Your password alone opens your account. All your other sessions have ended.',
  },
};

/** What was just done, or what is to be done first. `saved`: the intent of a form; `lacks`: what this is set up for. */
export function SecondFactorNotice({ saved, lacks }: { saved: string; lacks: Lack | null }) {
  if (lacks === 'password')
    return (
      <Notice kind="attention" title="Your password does not open your account alone">
        Your second factor was reset, and the password is too short or too easy to guess to do
        without one. Choose a longer one here, or set a second factor up: then everything else
        opens.
      </Notice>
    );
  if (lacks === 'role')
    return (
      <Notice kind="attention" title="Your role needs a second factor">
        Set one up here, which takes a minute: then everything else opens. A password can be guessed
        or read over your shoulder; your phone would have to be taken, too.
      </Notice>
    );
  const said = Object.entries(words).find(([intent]) => intent === saved)?.[1];
  if (!said) return null;
  return (
    <Notice kind="done" live="status" title={said.title}>
      {said.text}
      {saved === 'keep-recovery-codes' && (
        <p>
          <a href={paths.home()}>Go to my page</a>
        </p>
      )}
    </Notice>
  );
}
