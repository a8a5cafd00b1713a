import { classNames } from '#app/ui/class-names.ts';

type RingProps = { value: number; max: number };

const radius = 17;

/**
 * A count as a ring that closes; when it is full it turns to the color of done, with a tick. It is a picture alone: say
 * the numbers in words beside it.
 */
export function Ring({ value, max }: RingProps) {
  const full = max > 0 && value >= max;
  const share = max > 0 ? Math.min(value / max, 1) * 100 : 0;
  return (
    <svg
      className={classNames('ring', full && 'ring-done')}
      viewBox="0 0 40 40"
      width="40"
      height="40"
      aria-hidden="true"
    >
      <circle className="ring-track" cx="20" cy="20" r={radius} />
      {share > 0 && (
        // A line around the circle, from the top: of 100 parts so many are drawn.
        <circle
          className="ring-part"
          cx="20"
          cy="20"
          r={radius}
          pathLength="100"
          strokeDasharray={`${share} 100`}
          transform="rotate(-90 20 20)"
        />
      )}
      {full ? (
        <path className="ring-tick" d="M12.5 20.5l5 5 10-11" />
      ) : (
        <text x="20" y="20" dy="0.35em" textAnchor="middle">
          {value}
        </text>
      )}
    </svg>
  );
}
