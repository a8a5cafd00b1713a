import { type State, stateClass, stateWord } from '#app/ui/state-mark.tsx';

type StripProps = {
  /** What the strip shows, for screen readers, such as 'Lessons of Module 1'. */
  label: string;
  segments: readonly { id: string; state: State; label: string }[];
};

/** Progress as the things themselves: one segment for each, in order. Say the sum in words beside it. */
export function Strip({ label, segments }: StripProps) {
  return (
    <ol className="strip" aria-label={label}>
      {segments.map((segment) => (
        <li key={segment.id} className={stateClass(segment.state)}>
          <span className="vh">
            {segment.label}: {stateWord(segment.state)}
          </span>
        </li>
      ))}
    </ol>
  );
}
