import { paths } from '#app/paths.ts';
import { Notice } from '#app/ui/notice.tsx';
import type { AttemptTime } from './queries.server.ts';

type AttemptBannersProps = { attemptId: string; time: AttemptTime | null };

/**
 * What the script shows when saving does not go through, when time is up, and when the attempt is closed; and, without
 * scripts, how answers are kept.
 */
export function AttemptBanners({ attemptId, time }: AttemptBannersProps) {
  return (
    <>
      <p className="vh" id="attempt-news" role="status" />
      <noscript>
        <Notice title="Save as you go">
          Your answers are kept when you press “Save answers” or “Submit”, not before.
          {time &&
            ` This attempt closes by itself at ${time.deadlineText}; what you saved by then counts.`}
        </Notice>
      </noscript>
      {time && <TimeUp attemptId={attemptId} over={time.remainingMs === 0} />}
      <div className="offline-banner" data-reach="away-not-kept" hidden>
        <Notice kind="problem" title="No connection, and this browser keeps nothing">
          Leave this page open until the footer says “all saved”: closing or reloading it now would
          lose the answers that are waiting.
        </Notice>
      </div>
      <div className="offline-banner" data-reach="signed-out" hidden>
        <Notice kind="attention" title="You are signed out">
          Your answers are kept in this browser.{' '}
          <a href={paths.login(paths.attempt(attemptId))}>Sign in again</a> and they are saved.
        </Notice>
      </div>
      <div className="offline-banner" data-reach="gone" hidden>
        <Notice kind="problem" title="This attempt is not open to the account signed in here">
          Your answers are kept in this browser. Sign in with the account that started the attempt,
          then open this page again.
        </Notice>
      </div>
      <div className="offline-banner" data-reach="held" hidden>
        <Notice kind="attention" title="This attempt is on hold">
          Its course is not open to you now. Nothing is handed in or scored meanwhile; the answers
          that were saved are kept, and those that were not are kept in this browser and saved when
          the course is back.{' '}
          <a href={paths.attempt(attemptId)}>See what happened, and what to do</a>.
        </Notice>
      </div>
      <div className="offline-banner" data-reach="closed" hidden>
        <Notice kind="attention" title="This attempt is closed">
          <span id="attempt-closing">It was submitted from another window or machine.</span> What
          was saved before is counted; what came after is kept as not counted.{' '}
          <a href={paths.attemptResult(attemptId)}>See the result</a>.
        </Notice>
      </div>
      <div className="offline-banner" id="not-submitted" hidden>
        <Notice kind="attention" title="Not submitted yet." />
      </div>
    </>
  );
}

function TimeUp({ attemptId, over }: { attemptId: string; over: boolean }) {
  return (
    <>
      <div className="offline-banner" data-over="sent" hidden={!over}>
        <Notice kind="attention" title="Time is up">
          What was saved in time counts; nothing is lost by waiting here. In a few seconds there is{' '}
          <a href={paths.attemptResult(attemptId)}>your result</a>.
        </Notice>
      </div>
      <div className="offline-banner" data-over="away" hidden>
        <Notice kind="attention" title="Time is up, and there is no connection">
          What was saved in time counts. What waits in this browser is sent when the connection is
          back, and kept as not counted if that is too late. Leave this page open.
        </Notice>
      </div>
    </>
  );
}
