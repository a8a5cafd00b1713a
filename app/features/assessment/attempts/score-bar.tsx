import { classNames } from '#app/ui/class-names.ts';

type ScoreBarProps = {
  /** The share of the points, and the share that passes: 0 to 1 each. */
  score: number;
  passMark: number;
  passed: boolean;
  /** All that the bar shows, in words. */
  label: string;
};

const toPercent = (share: number) => `${Math.min(Math.max(share, 0), 1) * 100}%`;

/** A score as a bar, with a line at the pass mark. */
export function ScoreBar({ score, passMark, passed, label }: ScoreBarProps) {
  const at = toPercent(passMark);
  return (
    <svg
      className={classNames('score-bar', passed && 'score-bar-passed')}
      width="100%"
      height="28"
      role="img"
      aria-label={label}
    >
      <rect className="score-bar-track" x="0" y="8" width="100%" height="12" />
      <rect className="score-bar-value" x="0" y="8" width={toPercent(score)} height="12" />
      <line className="score-bar-line" x1={at} x2={at} y1="2" y2="26" />
    </svg>
  );
}
