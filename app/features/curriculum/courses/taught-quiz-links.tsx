import { paths } from '#app/paths.ts';

/** What those who teach a quiz decide by. */
export function TaughtQuizLinks({ quizId }: { quizId: string }) {
  return (
    <span className="cluster">
      <a href={paths.quizStatistics(quizId)}>Statistics</a>
      <a href={paths.quizRegrade(quizId)}>Regrade</a>
    </span>
  );
}
