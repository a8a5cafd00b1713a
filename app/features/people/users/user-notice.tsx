import { Notice } from '#app/ui/notice.tsx';
import type { LiveLink } from './link-queries.server.ts';
import { toLinkWords } from './live-links.tsx';
import { RenewForm } from './pending-invitations.tsx';
import type { UserRow } from './queries.server.ts';

type UserNoticeProps = {
  /** Why a change was not made. */
  problem: string | null;
  /** The account that was changed, as it stands now. */
  changed: Pick<UserRow, 'name' | 'roles' | 'disabled'> | null;
  /** An invitation was withdrawn. */
  withdrawn: boolean;
  /** Password links that work already, where another one was asked for. */
  ask: readonly LiveLink[];
  /** IANA; the zone that times are shown in. */
  timeZone: string;
};

/** What became of the last form: as it stands now, or why nothing was changed. */
export function UserNotice({ problem, changed, withdrawn, ask, timeZone }: UserNoticeProps) {
  if (problem) {
    return (
      <Notice kind="problem" live="alert" title="Nothing was changed">
        {problem}
      </Notice>
    );
  }
  if (ask.length > 0) {
    return (
      <Notice kind="attention" live="alert" title="No other link was made: one works already">
        {ask.map((link) => (
          <div key={link.id} className="stack">
            <p>
              The password link of {[link.name, link.email].filter(Boolean).join(', ')}:{' '}
              {toLinkWords(link, timeZone)}. Keep it, or withdraw it for a new one.
            </p>
            <RenewForm invitationId={link.id} owner={link.name} />
          </div>
        ))}
      </Notice>
    );
  }
  if (withdrawn) {
    return (
      <Notice kind="done" live="status" title="The link is withdrawn">
        It no longer works.
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
