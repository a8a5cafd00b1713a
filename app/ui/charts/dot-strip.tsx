import { ChartTable } from './chart-table.tsx';
import { type Dot, layDots } from './dot-strip-rules.ts';

type DotStripProps = {
  /** Unique on the page. */
  id: string;
  dots: readonly Dot[];
  end: number;
  /** Where one should be by today; null: nowhere. */
  mark: number | null;
  /** What is counted along the way, such as 'lessons', and who goes it, such as 'cadets'. */
  steps: string;
  people: string;
};

/** Everyone along a way, one dot each, with the mark of today. */
export function DotStrip({ id, dots, end, mark, steps, people }: DotStripProps) {
  const laid = layDots(dots, end);
  const { width, height, base, each, at, counts } = laid;
  const late = counts.reduce((sum, count) => sum + count.late, 0);
  const title = `${people} by ${steps} done`;
  const markX = mark === null ? 0 : at(mark);
  return (
    <figure className="dot-strip">
      <svg viewBox={`0 0 ${width} ${height}`} role="img" aria-labelledby={`${id}-title`}>
        <title id={`${id}-title`}>
          {`${title}: ${dots.length} in all, ${late} behind${mark === null ? '' : `; expected by today: ${mark} of ${end}`}`}
        </title>
        {mark !== null && (
          <>
            <line className="dot-mark" x1={markX} x2={markX} y1={14} y2={base} />
            <text
              x={markX}
              y={10}
              textAnchor={at(end) - markX < 40 ? 'end' : markX < 40 ? 'start' : 'middle'}
            >
              today {mark}
            </text>
          </>
        )}
        <path className="dots dots-late" d={laid.late} />
        <path className="dots" d={laid.open} />
        <path className="dots dots-done" d={laid.done} />
        <line className="dot-base" x1={at(0)} x2={at(end)} y1={base} y2={base} />
        {laid.ticks.map((tick) => (
          <text key={tick} className="chart-tick" x={at(tick)} y={base + 13} textAnchor="middle">
            {tick}
          </text>
        ))}
      </svg>
      {each > 1 && (
        <figcaption>
          One dot stands for up to {each} {people}.
        </figcaption>
      )}
      <ChartTable
        caption={title}
        heads={[`${steps} done`, people, 'of them behind']}
        rows={counts.map(({ value, people: count, late: behind }) => [value, count, behind])}
      />
    </figure>
  );
}
