import { Notice } from '#app/ui/notice.tsx';
import type { UserRow } from './queries.server.ts';

type UserNoticeProps = {
  /** Why a change was not made. */
  problem: string | null;
  /** The account that was changed, as it stands now. */
  changed: Pick<UserRow, 'name' | 'roles' | 'disabled'> | null;
  /** An invitation was withdrawn. */
  withdrawn: boolean;
};

/** What became of the last form: as it stands now, or why nothing was changed. */
export function UserNotice({ problem, changed, withdrawn }: UserNoticeProps) {
  if (problem) {
    return (
      <Notice kind="problem" live="alert" title="Nothing was changed">
        {problem}
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
