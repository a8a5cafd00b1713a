import { Notice } from '#app/ui/notice.tsx';

/** In place of what shows a quiz's key, for someone who takes that quiz and has not passed it yet. */
export function OwnQuizNotice() {
  return (
    <Notice kind="attention" title="You take this quiz yourself">
      What stands here shows which answers are right. It opens to you once you have passed the quiz.
    </Notice>
  );
}
