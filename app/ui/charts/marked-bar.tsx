import { classNames } from '#app/ui/class-names.ts';

type MarkedBarProps = {
  /** How much of the bar is filled, and where its mark stands: 0 to 1 each. */
  value: number;
  mark?: number | null;
  /** The color of what is filled: of something done, of something wrong, or of neither. */
  tone?: 'done' | 'problem' | 'accent' | 'muted';
  /** All that the bar shows, in words; left out where they stand beside it. */
  label?: string;
  /** As high as a line of text, for tables. */
  small?: boolean;
};

const toPercent = (share: number) => `${Math.min(Math.max(share, 0), 1) * 100}%`;

/** A share as a bar, with a line at a mark. */
export function MarkedBar({ value, mark, tone = 'accent', label, small }: MarkedBarProps) {
  const at = mark == null ? null : toPercent(mark);
  const [height, top, bar] = small ? [14, 3, 8] : [28, 8, 12];
  return (
    <svg
      className={classNames('marked-bar', `marked-bar-${tone}`, small && 'marked-bar-small')}
      width="100%"
      height={height}
      role={label ? 'img' : undefined}
      aria-label={label}
      aria-hidden={label ? undefined : true}
    >
      <rect className="marked-bar-track" x="0" y={top} width="100%" height={bar} />
      <rect className="marked-bar-value" x="0" y={top} width={toPercent(value)} height={bar} />
      {at && <line x1={at} x2={at} y1="1" y2={height - 1} />}
    </svg>
  );
}
