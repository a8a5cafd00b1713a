import { Button } from '#app/ui/button.tsx';
import { HiddenFields } from '#app/ui/hidden-fields.tsx';
import { PostForm } from '#app/ui/post-form.tsx';
import { type Column, Table } from '#app/ui/table.tsx';
import { formatInstant, formatZone } from '#app/words/dates.ts';
import type { OwnSession } from './session-queries.server.ts';

/** Where a person is signed in, and how to end it there. */
export function SessionList(props: { sessions: readonly OwnSession[]; timeZone: string }) {
  const { sessions, timeZone } = props;
  const columns: Column<OwnSession>[] = [
    { label: 'Device', rowHeader: true, cell: ({ device }) => device || 'Not known' },
    { label: 'Network', cell: ({ network }) => network || 'not known' },
    { label: 'Signed in', cell: ({ openedAt }) => formatInstant(openedAt, timeZone) },
    {
      label: 'Last seen',
      cell: ({ seenAt, current }) => (current ? 'now' : formatInstant(seenAt, timeZone)),
    },
    { label: 'End it', cell: (session) => <EndSession session={session} /> },
  ];
  return (
    <div className="stack">
      <p>
        Devices tell what they are themselves. If you do not know one of these, end it and change
        your password. Times are {formatZone(timeZone)}.
      </p>
      <Table
        caption="Where you are signed in"
        captionHidden
        columns={columns}
        rows={sessions}
        rowKey={({ id }) => id}
        stack
      />
      {sessions.length > 1 && (
        <PostForm>
          <HiddenFields values={{ intent: 'end-other-sessions' }} />
          <Button kind="danger">Sign out everywhere but here</Button>
        </PostForm>
      )}
    </div>
  );
}

function EndSession({ session: { id, current, device, network } }: { session: OwnSession }) {
  if (current) return <strong>This browser</strong>;
  return (
    <PostForm>
      <HiddenFields values={{ intent: 'end-session', session: id }} />
      <Button kind="secondary">
        Sign out there<span className="vh">: {`${device} ${network}`}</span>
      </Button>
    </PostForm>
  );
}
