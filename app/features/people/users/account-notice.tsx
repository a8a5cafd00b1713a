import { Notice } from '#app/ui/notice.tsx';
import type { AccountForm } from './account-schema.ts';

const words: Partial<Record<AccountForm['intent'], { title: string; text: string }>> = {
  'change-password': {
    title: 'Your password is changed',
    text: 'All your other sessions have ended. Sign in there with the new one.',
  },
  'end-session': { title: 'Signed out there', text: 'That session opens nothing any more.' },
  'end-other-sessions': {
    title: 'Signed out everywhere else',
    text: 'This browser is the only one in which you are signed in.',
  },
};

/** What was just done on the account page. `saved`: the intent of its form. */
export function AccountNotice({ saved }: { saved: string }) {
  const said = Object.entries(words).find(([intent]) => intent === saved)?.[1];
  if (!said) return null;
  return (
    <Notice kind="done" live="status" title={said.title}>
      {said.text}
    </Notice>
  );
}
