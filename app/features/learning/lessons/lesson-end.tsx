import type { RuleLine } from '#app/features/records/completions/schema.ts';
import { paths } from '#app/paths.ts';
import { dayOf } from '#app/time/days.ts';
import { Button } from '#app/ui/button.tsx';
import { HiddenFields } from '#app/ui/hidden-fields.tsx';
import { Notice } from '#app/ui/notice.tsx';
import { PostForm } from '#app/ui/post-form.tsx';
import { formatDay } from '#app/words/dates.ts';
import { ChangedLesson } from './changed-lessons.tsx';
import { conversationLine } from './check-words-rules.ts';
import { CompletionPanel } from './completion-panel.tsx';
import type { LessonView } from './lesson-queries.server.ts';
import { checkAnchor } from './place-rules.ts';

/** Id of the part of the page that changes as the lesson's rule is met; scripts replace it. */
export const lessonStandingId = 'lesson-standing';

/** What completes the lesson and how it stands; without scripts, the button that says the end was reached. */
export function LessonStandingPanel({ view }: { view: LessonView }) {
  const { owner, completion, verdict, standing, assignment, voidReason } = view;
  const zone = assignment.timeZone;
  return (
    <div className="stack" id={lessonStandingId} aria-live="polite">
      {owner === null && <p className="muted">Nothing is recorded of your reading.</p>}
      {owner !== null && !standing.reachedEnd && !completion && (
        <PostForm id="finish">
          <HiddenFields values={{ intent: 'finish-reading' }} />
          <Unscripted />
          <Button>I have read to the end</Button>
        </PostForm>
      )}
      {standing.reachedEnd && (
        // With scripts, reading it again is noticed by itself.
        <noscript>
          <PostForm>
            <HiddenFields values={{ intent: 'finish-reading', unscripted: 'true' }} />
            <Button kind="secondary">I have read it to the end again</Button>
          </PostForm>
        </noscript>
      )}
      <CompletionPanel
        completed={
          completion ? `You completed it on ${formatDay(dayOf(completion.at, zone))}` : undefined
        }
        rules={verdict.lines.map((line) => ({
          id: line.rule,
          state: line.met ? 'done' : 'open',
          text: (line.rule === 'checks-answered' && conversationLine(view.blocks)) || line.text,
          href: line.met || completion ? undefined : toHref(line, view),
        }))}
      />
      {completion?.changedSince && !completion.newer && (
        <p className="muted">
          The lesson has been changed since. It stays completed, at the revision you read.
        </p>
      )}
      {completion?.newer && (
        <ChangedLesson newer={completion.newer} course={view.course.id} lesson={view.lesson.id} />
      )}
      {!completion && voidReason !== null && (
        <Notice kind="attention" title="An earlier completion no longer counts">
          The reason given: <bdi>{voidReason}</bdi> What is still open above completes it again.
        </Notice>
      )}
    </div>
  );
}

/** Sent only where no script measures the time: then the server's own clock tells it. */
function Unscripted() {
  return (
    <noscript>
      <HiddenFields values={{ unscripted: 'true' }} />
    </noscript>
  );
}

function toHref(line: RuleLine, { course, module, blocks }: LessonView): string | undefined {
  switch (line.rule) {
    case 'reached-end':
      return '#finish';
    case 'time-measured':
      return undefined;
    case 'checks-answered':
      return line.check && `#${checkAnchor(blocks, line.check)}`;
    case 'quiz-passed':
      return module.quiz ? paths.quiz(course.id, module.id) : undefined;
  }
}
