import './custom-elements.ts';
import { classNames } from './class-names.ts';
import { Meter } from './meter.tsx';

/** Id of the outline; the reading bar's button opens it by this id. */
export const outlineId = 'outline';

type LessonOutlineProps = {
  /** What the outline is of; a lesson if absent. */
  label?: string;
  /** The module the lesson stands in. */
  module: { label: string; href: string };
  /** Headings of the lesson; `seen` fills the rail beside one. */
  entries: readonly { id: string; text: string; depth: number; seen?: boolean }[];
  /** Sections read and sections in all. */
  read?: { value: number; max: number };
};

/** The lesson's headings with a rail that fills as they are read. A popover on narrow screens, in the page on wide ones. */
export function LessonOutline(props: LessonOutlineProps) {
  const { label = 'In this lesson', module, entries, read } = props;
  return (
    <lesson-outline>
      <nav className="outline" id={outlineId} aria-label={label} popover="auto">
        <p className="outline-place">
          <a href={module.href}>{module.label}</a>
        </p>
        <h2>{label}</h2>
        <ol>
          {entries.map((entry) => (
            <li
              key={entry.id}
              className={classNames(entry.depth > 2 && 'depth-3', entry.seen && 's-done')}
            >
              <a href={`#${entry.id}`}>
                {entry.text}
                {entry.seen && <span className="vh"> (read)</span>}
              </a>
            </li>
          ))}
        </ol>
        {read && (
          <Meter
            label="Sections read"
            value={read.value}
            max={read.max}
            text={`${read.value} of ${read.max} sections read`}
          />
        )}
      </nav>
    </lesson-outline>
  );
}
