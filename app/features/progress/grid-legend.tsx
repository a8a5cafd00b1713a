import { type State, StateMark } from '#app/ui/state-mark.tsx';

const states: readonly State[] = ['done', 'underway', 'open', 'overdue', 'failed'];

/** The five states and their words, above a grid that shows the shapes alone. */
export function GridLegend() {
  return (
    <ul className="grid-legend" aria-label="Meaning of the shapes">
      {states.map((state) => (
        <li key={state}>
          <StateMark state={state} />
        </li>
      ))}
    </ul>
  );
}
