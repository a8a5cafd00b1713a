import { paths } from '#app/paths.ts';
import { Button } from '#app/ui/button.tsx';
import { HiddenFields } from '#app/ui/hidden-fields.tsx';
import { PostForm } from '#app/ui/post-form.tsx';
import { type Column, Table } from '#app/ui/table.tsx';
import { formatInstant, formatZone } from '#app/words/dates.ts';
import type { PendingInvitation } from './queries.server.ts';

type PendingInvitationsProps = {
  invitations: readonly PendingInvitation[];
  total: number;
  /** IANA; the zone that times are shown in. */
  timeZone: string;
};

/** Invitations that nobody accepted yet, each of which can be withdrawn. Nothing when there are none. */
export function PendingInvitations({ invitations, total, timeZone }: PendingInvitationsProps) {
  if (total === 0) return null;
  const columns: Column<PendingInvitation>[] = [
    {
      label: 'For',
      cell: ({ name, knownBy }) => [name, knownBy].filter(Boolean).join(', '),
      rowHeader: true,
    },
    { label: 'As', cell: (one) => (one.forPassword ? 'new password' : one.roles.join(', ')) },
    { label: 'Cohort', cell: (one) => one.cohort ?? '–' },
    { label: 'Invited by', cell: (one) => one.invitedBy ?? 'Rapport' },
    {
      label: `Runs out (${formatZone(timeZone)})`,
      cell: (one) => formatInstant(one.expiresAt, timeZone),
    },
    {
      label: 'Withdraw',
      cell: (one) => <WithdrawFold invitation={one} />,
    },
  ];
  return (
    <section className="stack" aria-labelledby="pending">
      <h2 id="pending">Waiting to be accepted</h2>
      <p className="muted">
        {total > invitations.length ? `The newest ${invitations.length} of ${total}. ` : ''}A lost
        link cannot be shown again: withdraw it and make a new one.{' '}
        <a href={paths.adminLinks()}>Links made in this session within the hour</a>
      </p>
      <Table
        caption="Waiting to be accepted"
        captionHidden
        columns={columns}
        rows={invitations}
        rowKey={(one) => one.id}
        stack
      />
    </section>
  );
}

function WithdrawFold({
  invitation: { id, name, knownBy, forPassword },
}: {
  invitation: PendingInvitation;
}) {
  const what = forPassword ? 'password link' : 'invitation';
  const owner = name ?? knownBy;
  return (
    <details className="folded">
      <summary>
        Withdraw{' '}
        <span className="vh">
          the {what} for {owner}
        </span>
      </summary>
      <p>The link that {owner} may have in hand stops working at once.</p>
      <PostForm>
        <HiddenFields values={{ intent: 'withdraw-invitation', invitationId: id }} />
        <Button kind="danger">Withdraw the {what}</Button>
      </PostForm>
      <RenewForm invitationId={id} owner={owner} />
    </details>
  );
}

/** Withdraws one link for another one. */
export function RenewForm({ invitationId, owner }: { invitationId: string; owner: string }) {
  return (
    <PostForm>
      <HiddenFields values={{ intent: 'renew-link', invitationId }} />
      <Button kind="secondary">
        Withdraw it and make a new link <span className="vh">for {owner}</span>
      </Button>
    </PostForm>
  );
}
