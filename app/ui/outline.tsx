import './custom-elements.ts';
import { classNames } from './class-names.ts';
import { Html } from './html.tsx';
import { Meter } from './meter.tsx';
import { renderedPer } from './rendered.ts';

/** Id of the outline; the reading bar's button opens it by this id. */
export const outlineId = 'outline';

type OutlineEntry = { id: string; text: string; depth: number };

type LessonOutlineProps = {
  /** What the outline is of; a lesson if absent. */
  label?: string;
  /** The module the lesson stands in. */
  module: { label: string; href: string };
  /** Headings of the lesson. */
  entries: readonly OutlineEntry[];
  /** Whether a heading was read, by its place among the entries: that fills the rail beside it. Nothing was, if absent. */
  isSeen?: (index: number) => boolean;
  /** Sections read and sections in all. */
  read?: { value: number; max: number };
};

const seenEntry = renderedPer((entry: OutlineEntry) => <Entry entry={entry} seen />);
const unseenEntry = renderedPer((entry: OutlineEntry) => <Entry entry={entry} seen={false} />);

function Entry({ entry, seen }: { entry: OutlineEntry; seen: boolean }) {
  return (
    <li className={classNames(entry.depth > 2 && 'depth-3', seen && 's-done')}>
      <a href={`#${entry.id}`}>
        {entry.text}
        {seen && <span className="vh"> (read)</span>}
      </a>
    </li>
  );
}

/** The lesson's headings with a rail that fills as they are read. A popover on narrow screens, in the page on wide ones. */
export function LessonOutline(props: LessonOutlineProps) {
  const { label = 'In this lesson', module, entries, isSeen = () => false, read } = props;
  const items = entries.map((entry, index) => (isSeen(index) ? seenEntry : unseenEntry)(entry));
  return (
    <lesson-outline>
      <nav className="outline" id={outlineId} aria-label={label} popover="auto">
        <p className="outline-place">
          <a href={module.href}>{module.label}</a>
        </p>
        <h2>{label}</h2>
        <Html as="ol" html={items.join('')} />
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
