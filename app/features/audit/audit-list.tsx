import { paths } from '#app/paths.ts';
import { ButtonLink } from '#app/ui/button.tsx';
import { EmptyState } from '#app/ui/empty-state.tsx';
import { Pagination } from '#app/ui/pagination.tsx';
import { type Column, Table } from '#app/ui/table.tsx';
import { countOf } from '#app/words/numbers.ts';
import type { AuditFilter } from './filter-schema.ts';
import type { AuditPage, AuditView } from './queries.server.ts';

type AuditListProps = {
  page: AuditPage;
  filter: AuditFilter;
  /** An instant for readers. */
  formatAt: (at: Date) => string;
  /** Whose clock that is, such as 'Halifax time'. */
  zone: string;
};

/** Events, the newest first, with what stood before and after folded in. */
export function AuditList({ page, filter, formatAt, zone }: AuditListProps) {
  const { events, olderThan, unknownActor } = page;
  if (events.length === 0) {
    return (
      <EmptyState
        title={
          unknownActor ? 'No account has this e-mail address or badge number' : 'No event fits'
        }
        action={<ButtonLink href={paths.adminAudit()}>Show every event</ButtonLink>}
      >
        {unknownActor
          ? 'Write the whole address or number, or “system” for what Rapport did by itself.'
          : 'Nothing of this kind was recorded, or nothing older than the last page.'}
      </EmptyState>
    );
  }
  const columns: Column<AuditView>[] = [
    {
      label: `When (${zone})`,
      cell: ({ at }) => <time dateTime={at.toISOString()}>{formatAt(at)}</time>,
    },
    { label: 'What happened', cell: (event) => event.sentence, rowHeader: true },
    { label: 'Details', cell: (event) => <EventDetails event={event} /> },
  ];
  const { before: _before, ...rest } = filter;
  return (
    <section aria-label="Events">
      <Table
        caption="Events"
        captionHidden
        columns={columns}
        rows={events}
        rowKey={(event) => String(event.id)}
        stack
      />
      <Pagination
        label="Pages of events"
        summary={`${countOf(events.length, 'event')}, the newest first`}
        previousHref={filter.before ? paths.adminAudit(rest) : undefined}
        previousLabel="Newest events"
        nextHref={olderThan ? paths.adminAudit({ ...rest, before: olderThan }) : undefined}
        nextLabel="Older events"
      />
    </section>
  );
}

function EventDetails({ event }: { event: AuditView }) {
  const { id, subjectType, subjectId, actor, requestId, before, after } = event;
  const thing = paths.adminAudit({ subject: subjectType, id: subjectId });
  const facts: [string, string | null][] = [
    ['Before', before],
    ['After', after],
  ];
  return (
    <details className="folded">
      <summary>
        Details <span className="vh">of event {id}</span>
      </summary>
      {facts.map(
        ([label, json]) =>
          json && (
            <div key={label}>
              <span className="muted">{label}</span>
              <pre className="event-data">{json}</pre>
            </div>
          ),
      )}
      <p>
        <a href={thing}>Everything done to this {subjectType}</a>
        {actor && (
          <>
            {' · '}
            <a href={paths.adminAudit({ actor: actor.key })}>Everything by {actor.knownBy}</a>
          </>
        )}
      </p>
      <p className="muted">
        Event {id}
        {requestId && `, request ${requestId}`}
      </p>
    </details>
  );
}
