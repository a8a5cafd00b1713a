import type { StageVariable, StageView } from './stage-rules.ts';

/** What the conversation keeps count of, each by itself, in words and as a small bar. They describe the story. */
export function ScenarioVariables({ view }: { view: StageView }) {
  const ended = view.state === 'ended';
  return (
    <div className="variables">
      <p className="variables-head">
        {ended ? 'Where the story ended' : 'Where the story stands'}
        <span> (it says nothing about you)</span>
      </p>
      <dl>
        {view.variables.map((variable) => (
          <div key={variable.name}>
            <dt>{toLabel(variable.name)}</dt>
            <dd className="meter">
              <progress
                value={variable.value - variable.min}
                max={Math.max(1, variable.max - variable.min)}
                aria-label={toLabel(variable.name)}
              />
              <span>{toWords(variable, ended)}</span>
            </dd>
          </div>
        ))}
      </dl>
    </div>
  );
}

const toLabel = (name: string) =>
  `${name.charAt(0).toUpperCase()}${name.slice(1)}`.replaceAll('-', ' ');

function toWords({ value, start, change }: StageVariable, ended: boolean): string {
  if (ended) return value === start ? `${value}, as it began` : `${value}; it began at ${start}`;
  if (change === 0) return String(value);
  return `${value}, ${Math.abs(change)} ${change > 0 ? 'more' : 'less'} than before`;
}
