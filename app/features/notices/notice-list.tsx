import { paths } from '#app/paths.ts';
import { Button, ButtonLink } from '#app/ui/button.tsx';
import { EnhancedForm } from '#app/ui/enhanced-form.tsx';
import { HiddenFields } from '#app/ui/hidden-fields.tsx';
import { Notice } from '#app/ui/notice.tsx';
import { PostForm } from '#app/ui/post-form.tsx';
import { formatZoned } from '#app/words/dates.ts';
import { toNoticeWords } from './rules.ts';
import type { UnreadNotice } from './schema.ts';

const listId = 'notices';

type NoticeListProps = { notices: readonly UnreadNotice[]; timeZone: string; now: Date };

/** What a person should know of their records, each until they put it away. */
export function NoticeList({ notices, timeZone, now }: NoticeListProps) {
  if (notices.length === 0) return <div id={listId} />;
  return (
    <section id={listId} className="stack notices" aria-label="What changed in your records">
      {notices.map((notice) => (
        <NoticeCard key={notice.id} notice={notice} timeZone={timeZone} now={now} />
      ))}
    </section>
  );
}

function NoticeCard(props: { notice: UnreadNotice; timeZone: string; now: Date }) {
  const { notice, timeZone, now } = props;
  const at = (instant: Date) => formatZoned(instant, timeZone, now);
  const { tone, title, lines, said, link } = toNoticeWords(notice, at);
  return (
    <Notice kind={tone} title={title}>
      <div className="stack">
        <p>
          {lines.join(' ')}{' '}
          {said && (
            <>
              {said.by} writes: <bdi>{said.reason}</bdi>{' '}
            </>
          )}
          <small className="muted">{at(notice.createdAt)}</small>
        </p>
        <EnhancedForm swap={listId}>
          <PostForm action={paths.learn()} className="cluster">
            <HiddenFields values={{ intent: 'dismiss-notice', notice: notice.id }} />
            {link && <ButtonLink href={link.href}>{link.label}</ButtonLink>}
            <Button kind="secondary" aria-label={`Put away: ${title}`}>
              Put away
            </Button>
          </PostForm>
        </EnhancedForm>
      </div>
    </Notice>
  );
}
