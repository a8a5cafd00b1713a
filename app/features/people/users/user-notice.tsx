import { Notice } from '#app/ui/notice.tsx';
import type { UserRow } from './queries.server.ts';
import { passwordLinkDays } from './rules.ts';

type UserNoticeProps = {
  /** Why a change was not made. */
  problem: string | null;
  /** The account that was changed, as it stands now. */
  changed: Pick<UserRow, 'name' | 'roles' | 'disabled'> | null;
  /** An invitation was withdrawn. */
  withdrawn: boolean;
  /** A password link just made: the only time it is shown. */
  passwordLink: { name: string | null; email: string; link: string } | null;
};

/** What became of the last form: as it stands now, or why nothing was changed. */
export function UserNotice({ problem, changed, withdrawn, passwordLink }: UserNoticeProps) {
  if (problem) {
    return (
      <Notice kind="problem" live="alert" title="Nothing was changed">
        {problem}
      </Notice>
    );
  }
  if (passwordLink) {
    const { name, email, link } = passwordLink;
    return (
      <Notice kind="done" live="status" title={`A password link for ${name} is ready to hand over`}>
        <p>
          Copy it now and give it to {name} ({email}) only: it is shown this once, works once, and
          runs out in {passwordLinkDays} days. Earlier ones no longer work. The old password works
          until a new one is chosen; then every open session of the account ends.
        </p>
        <code className="link-once">{link}</code>
      </Notice>
    );
  }
  if (withdrawn) {
    return (
      <Notice kind="done" live="status" title="The invitation is withdrawn">
        Its link no longer works.
      </Notice>
    );
  }
  if (!changed) return null;
  const state = changed.disabled
    ? 'The account is disabled: no one can sign in to it, and its sessions are ended.'
    : 'The account is active.';
  return (
    <Notice kind="done" live="status" title={`Saved: ${changed.name}`}>
      Roles: {changed.roles.join(', ') || 'none'}. {state}
    </Notice>
  );
}
