import { toKnownBy } from '#app/names.ts';
import { paths } from '#app/paths.ts';
import { Notice } from '#app/ui/notice.tsx';
import { StateMark } from '#app/ui/state-mark.tsx';
import { type Column, Table } from '#app/ui/table.tsx';
import { formatInstant, formatZone, formatZoned } from '#app/words/dates.ts';
import { countOf } from '#app/words/numbers.ts';
import type { OwnLink } from './link-queries.server.ts';

type OwnLinksProps = {
  links: readonly OwnLink[];
  shownUntil: Date;
  /** IANA; the zone that times are shown in. */
  timeZone: string;
};

/** The links made in this session: to copy, to print, and to hand to one person each. */
export function OwnLinks({ links, shownUntil, timeZone }: OwnLinksProps) {
  const madeLast = links.filter(({ newest }) => newest).length;
  const mixed = madeLast < links.length;
  const columns: Column<OwnLink>[] = [
    {
      label: 'For',
      cell: (one) => (
        <>
          {one.name || one.email || '–'}
          {mixed && one.newest && <StateMark state="done">new</StateMark>}
        </>
      ),
      rowHeader: true,
    },
    { label: 'Known by', cell: (one) => toKnownBy(one) || '–' },
    { label: 'As', cell: (one) => (one.accountId ? 'new password' : one.roles.join(', ')) },
    { label: 'Cohort', cell: (one) => one.cohort ?? '–' },
    { label: 'Link', cell: (one) => <code className="link-once">{one.link}</code> },
    {
      label: `Runs out (${formatZone(timeZone)})`,
      cell: (one) => formatInstant(one.expiresAt, timeZone),
    },
  ];
  return (
    <>
      <Notice kind="attention" title={`${countOf(links.length, 'link')} to hand over`}>
        {mixed &&
          (madeLast === 1 ? 'The new one comes first. ' : `The ${madeLast} new ones come first. `)}
        Rapport does not mail these links: copy or print each and give it to its person only. It
        works once. This page shows the links again until {formatZoned(shownUntil, timeZone)}, to
        you and in this session only; once you sign out, nobody can read them. The links go on
        working.
      </Notice>
      <Table
        caption="Links to hand over"
        captionHidden
        columns={columns}
        rows={links}
        rowKey={(one) => one.id}
        stack
      />
      {links.some(({ accountId }) => accountId) && (
        <p>
          <a href={paths.adminSlips()}>Those that set a password, as slips to print</a>
        </p>
      )}
      <details className="folded">
        <summary>All of them as lines to copy into a spreadsheet or a mail merge</summary>
        <textarea
          className="input"
          aria-label="Name, e-mail address or badge number, and link, parted by tabs"
          rows={Math.min(12, links.length + 1)}
          readOnly
          defaultValue={links
            .map(({ name, link, ...one }) => [name, toKnownBy(one), link].join('\t'))
            .join('\n')}
        />
      </details>
    </>
  );
}
