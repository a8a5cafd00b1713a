import { classNames } from './class-names.ts';

type MeterProps = {
  value: number;
  max: number;
  /** What is counted, for screen readers, such as 'Lessons completed'. */
  label: string;
  /** The words beside the bar; `value of max` when left out. */
  text?: string;
};

/** Progress as a bar and in words; the bar turns to the color of done when it is full. */
export function Meter({ value, max, label, text }: MeterProps) {
  const full = max > 0 && value >= max;
  return (
    <div className={classNames('meter', full && 'meter-done')}>
      <progress value={value} max={Math.max(max, 1)} aria-label={label} />
      <span>{text ?? `${value} of ${max}`}</span>
    </div>
  );
}
