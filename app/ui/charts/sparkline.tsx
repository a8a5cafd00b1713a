import { scaleLinear } from 'd3-scale';
import { area, line } from 'd3-shape';

const size = { width: 96, height: 24, margin: 3 };

/** How a count went from time to time, as a small line; `label` says it in words, with the last figure. */
export function Sparkline({ values, label }: { values: readonly number[]; label: string }) {
  const x = scaleLinear(
    [0, Math.max(1, values.length - 1)],
    [size.margin, size.width - size.margin],
  );
  const y = scaleLinear([0, Math.max(1, ...values)], [size.height - size.margin, size.margin]);
  const drawn = line<number>(
    (_, index) => x(index),
    (value) => y(value),
  ).digits(1)([...values]);
  const below = area<number>(
    (_, index) => x(index),
    y(0),
    (value) => y(value),
  ).digits(1)([...values]);
  return (
    <svg
      className="sparkline"
      viewBox={`0 0 ${size.width} ${size.height}`}
      width={size.width}
      height={size.height}
      role="img"
      aria-label={label}
    >
      <path className="sparkline-area" d={below ?? ''} />
      <path d={drawn ?? ''} />
      <circle cx={x(values.length - 1)} cy={y(values.at(-1) ?? 0)} r="2.5" />
    </svg>
  );
}
