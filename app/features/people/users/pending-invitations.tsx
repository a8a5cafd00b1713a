import { Button } from '#app/ui/button.tsx';
import { HiddenFields } from '#app/ui/hidden-fields.tsx';
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
    { label: 'For', cell: (one) => one.email, rowHeader: true },
    { label: 'As', cell: (one) => one.roles.join(', ') || 'new password' },
    { label: 'Cohort', cell: (one) => one.cohort ?? '–' },
    { label: 'Invited by', cell: (one) => one.invitedBy ?? 'Rapport' },
    {
      label: `Runs out (${formatZone(timeZone)})`,
      cell: (one) => formatInstant(one.expiresAt, timeZone),
    },
    {
      label: 'Withdraw',
      cell: (one) => (
        <form method="post">
          <HiddenFields values={{ intent: 'withdraw-invitation', invitationId: one.id }} />
          <Button kind="quiet">
            Withdraw <span className="vh">the invitation for {one.email}</span>
          </Button>
        </form>
      ),
    },
  ];
  return (
    <section className="stack" aria-labelledby="pending">
      <h2 id="pending">Waiting to be accepted</h2>
      <p className="muted">
        {total > invitations.length ? `The newest ${invitations.length} of ${total}. ` : ''}A lost
        link cannot be shown again: make another one for the person, and the earlier link stops
        working.
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
