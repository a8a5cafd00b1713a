import { Button } from './button.tsx';
import { EnhancedForm } from './enhanced-form.tsx';
import { HiddenFields } from './hidden-fields.tsx';
import { Html } from './html.tsx';
import { type AnswerableItem, ChoiceHint, Option } from './options.tsx';

/** The answer to a check as the server judged it; `options` holds what is said of each chosen option. */
export type CheckResult = {
  correct: boolean;
  options: readonly { id: string; right: boolean; feedbackHtml: string }[];
};

type CheckCardProps = {
  item: AnswerableItem;
  /** Whether completing the lesson needs an answer. */
  required: boolean;
  /** Field name of the chosen options. */
  name?: string;
  /** Hidden fields sent along: the intent, the check's id. */
  hidden: Readonly<Record<string, string>>;
  /** Chosen option ids. */
  chosen?: readonly string[];
  result?: CheckResult;
  /** Why the answer was not taken, such as 'Choose an option first.' */
  error?: string;
};

/** Id of a check's card, which its form's answer replaces. */
export function checkCardId(id: string): string {
  return `check-${id}`;
}

/** An ungraded question within a lesson; answered, it shows what is to be said of the chosen options. */
export function CheckCard(props: CheckCardProps) {
  const { item, required, name = 'option', hidden, chosen = [], result, error } = props;
  const cardId = checkCardId(item.id);
  return (
    <div className="check" id={cardId}>
      <p className="card-label">
        Check <span>{required ? 'needed to complete' : 'optional'}</span>
      </p>
      <EnhancedForm swap={cardId}>
        <form method="post" action={`#${cardId}`}>
          <HiddenFields values={hidden} />
          <fieldset>
            <Html as="legend" className="prompt" html={item.promptHtml} />
            <ChoiceHint item={item} />
            {item.options.map((option) => (
              <AnsweredOption key={option.id} option={option} result={result}>
                <Option
                  item={item}
                  option={option}
                  name={name}
                  chosen={chosen.includes(option.id)}
                />
              </AnsweredOption>
            ))}
          </fieldset>
          {error && (
            <p className="field-error shape s-failed" role="alert">
              {error}
            </p>
          )}
          <div className="card-actions">
            <Button kind={result ? 'quiet' : 'primary'}>
              {result ? 'Check again' : 'Check my answer'}
            </Button>
            <span>
              {result ? verdict(result, required) : 'Not graded. Try as often as you like.'}
            </span>
          </div>
        </form>
      </EnhancedForm>
    </div>
  );
}

function verdict({ correct }: CheckResult, required: boolean): string {
  if (!correct) {
    const why = 'Read why, then try another answer if you like.';
    return required ? `Answered. ${why}` : why;
  }
  return required ? 'Answered: this check is done.' : 'That is right.';
}

function AnsweredOption(props: {
  option: { id: string };
  result?: CheckResult;
  children: React.ReactNode;
}) {
  const said = props.result?.options.find((option) => option.id === props.option.id);
  if (!said) return <>{props.children}</>;
  return (
    <>
      {props.children}
      <div className={`feedback ${said.right ? 's-done' : 's-failed'}`}>
        <strong className="mark">{said.right ? 'Right' : 'Not this one'}</strong>
        <Html html={said.feedbackHtml} />
      </div>
    </>
  );
}
