import type { AnswerableItem } from '#app/features/curriculum/items/answerable-schema.ts';
import { ClearAnswer } from '#app/features/curriculum/items/clear-answer.tsx';
import { ItemInputs } from '#app/features/curriculum/items/item-inputs.tsx';
import { rulesOf } from '#app/features/curriculum/items/rules.ts';
import { Button } from '#app/ui/button.tsx';
import { EnhancedForm } from '#app/ui/enhanced-form.tsx';
import { HiddenFields } from '#app/ui/hidden-fields.tsx';
import { Html } from '#app/ui/html.tsx';
import { PostForm } from '#app/ui/post-form.tsx';
import { renderedPer } from '#app/ui/rendered.ts';
import { checkCardId } from './block-rules.ts';

/** How an answer to a check came out; `pending`: words that nobody but the reader can judge; `noted`: not judged. */
type CheckOutcome = 'right' | 'partly' | 'wrong' | 'pending' | 'noted';

/**
 * The answer to a check as the server judged it; `options` holds what is said of each chosen option or pair,
 * `explanationHtml` what is said of the whole.
 */
type CheckResult = {
  outcome: CheckOutcome;
  options: readonly { id: string; right: boolean; feedbackHtml: string }[];
  explanationHtml: string | null;
};

type CheckCardProps = {
  item: AnswerableItem;
  /** Whether completing the lesson needs an answer. */
  required: boolean;
  /** Hidden fields sent along: the intent, the check's id. */
  hidden: Readonly<Record<string, string>>;
  /** The answer given, as `ItemInputs` takes it. */
  value?: readonly string[];
  result?: CheckResult;
  /** Why the answer was not taken, such as 'Choose an answer first, then check it.' */
  error?: string;
};

const untouched = renderedPer((item: AnswerableItem) => <Question item={item} />);

function Question({ item, value = [], result }: Pick<CheckCardProps, 'item' | 'value' | 'result'>) {
  return (
    <>
      <Html as="legend" className="prompt" html={item.promptHtml} />
      <ItemInputs
        item={item}
        name="option"
        value={value}
        after={(id) => <Said of={result?.options.find((option) => option.id === id)} />}
      />
    </>
  );
}

/** An ungraded question within a lesson; answered, it shows what is to be said of the answer. */
export function CheckCard(props: CheckCardProps) {
  const { item, required, hidden, value, result, error } = props;
  const cardId = checkCardId(item.id);
  return (
    <div className="check" id={cardId}>
      <p className="card-label">
        Check <span>{required ? 'needed to complete' : 'optional'}</span>
      </p>
      <EnhancedForm swap={cardId}>
        <PostForm action={`#${cardId}`} autoComplete="off">
          <HiddenFields values={hidden} />
          {value || result ? (
            <fieldset>
              <Question item={item} value={value} result={result} />
            </fieldset>
          ) : (
            <Html as="fieldset" html={untouched(item)} />
          )}
          {result && <Explanation item={item} result={result} />}
          {error && (
            <p className="field-error shape s-failed" role="alert">
              {error}
            </p>
          )}
          <div className="card-actions">
            <Button kind={result ? 'secondary' : 'primary'}>
              {result ? 'Check again' : 'Check my answer'}
            </Button>
            {!result && <ClearAnswer item={item} />}
            <span>
              {result ? verdict(result, required) : 'Not graded. Try as often as you like.'}
            </span>
          </div>
        </PostForm>
      </EnhancedForm>
    </div>
  );
}

function verdict({ outcome }: CheckResult, required: boolean): string {
  if (outcome === 'noted') return required ? 'Noted: this check is done.' : 'Noted.';
  if (outcome === 'right') return required ? 'Answered: this check is done.' : 'That is right.';
  const next =
    outcome === 'pending'
      ? 'Compare your words with the ones here.'
      : 'Read why, then try another answer if you like.';
  return required ? `Answered. ${next}` : next;
}

function Said({ of: said }: { of: CheckResult['options'][number] | undefined }) {
  if (!said) return null;
  return (
    <div className={`feedback ${said.right ? 's-done' : 's-failed'}`}>
      <strong className="mark">{said.right ? 'Right' : 'Not this one'}</strong>
      {said.feedbackHtml && <Html html={said.feedbackHtml} />}
    </div>
  );
}

const words: Record<CheckOutcome, { text: string; tone: string }> = {
  right: { text: 'Right', tone: 's-done' },
  partly: { text: 'Partly right', tone: 's-underway' },
  wrong: { text: 'Not right yet', tone: 's-failed' },
  pending: { text: 'Kept. Compare:', tone: 's-open' },
  noted: { text: 'Noted', tone: 's-open' },
};

/** How the whole came out, where the options do not say it already, and what is to be said of it. */
function Explanation({ item, result }: { item: AnswerableItem; result: CheckResult }) {
  const { outcome, explanationHtml } = result;
  const toldAlready = rulesOf(item).toldByOptions || (outcome === 'noted' && !explanationHtml);
  if (toldAlready && !explanationHtml) return null;
  return (
    <div className={`feedback explanation ${words[outcome].tone}`}>
      {!toldAlready && <strong className="mark">{words[outcome].text}</strong>}
      {explanationHtml && <Html html={explanationHtml} />}
    </div>
  );
}
