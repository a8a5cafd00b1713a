import { type State, StateMark } from '#app/ui/state-mark.tsx';

/** Id of the panel, so that a form's answer or a script can replace it. */
const completionPanelId = 'completion';

type CompletionPanelProps = {
  /** When it was completed, in words, or undefined while it is not. */
  completed?: string;
  /** Each rule of completion and how it stands; `href` leads to what is still open. */
  rules: readonly { id: string; state: State; text: string; href?: string }[];
};

/** What completes the lesson, rule by rule. */
export function CompletionPanel({ completed, rules }: CompletionPanelProps) {
  const open = rules.filter((rule) => rule.state !== 'done').length;
  const standing = open === 1 ? 'One thing is still open.' : `${open} things are still open.`;
  return (
    <section className="completion" id={completionPanelId} aria-labelledby="completion-title">
      <h2 id="completion-title">{completed ? 'Lesson completed' : 'To complete this lesson'}</h2>
      <p role="status">{completed ? `${completed}. It is in your training record.` : standing}</p>
      <ul className="rules">
        {rules.map((rule) => (
          <li key={rule.id}>
            <StateMark state={rule.state} />
            <span>{rule.href ? <a href={rule.href}>{rule.text}</a> : rule.text}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}
