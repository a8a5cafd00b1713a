import type { ComponentProps } from 'react';
import { paths } from '#app/paths.ts';
import { Button } from '#app/ui/button.tsx';
import { countOf, plural } from '#app/words/numbers.ts';
import { AttemptFooter } from './attempt-footer.tsx';
import { AttemptLayout } from './attempt-layout.tsx';
import '#app/ui/custom-elements.ts';
import { fieldNames, joinValue } from '#app/features/records/gradings/answer-rules.ts';
import type { AttemptForm } from '#app/features/records/gradings/schema.ts';
import { HiddenFields } from '#app/ui/hidden-fields.tsx';
import { Notice } from '#app/ui/notice.tsx';
import { AttemptBanners } from './attempt-banners.tsx';
import { toAttemptFacts } from './attempt-facts.tsx';
import { ItemCard, itemCardId } from './item-card.tsx';
import type { AttemptItem, OpenAttempt } from './queries.server.ts';

type ItemLink = { id: string; number: number };

type AttemptViewProps = {
  attempt: OpenAttempt;
  /** Items to ask about before submitting. */
  unanswered?: readonly ItemLink[];
  /** Answers to look at again before submitting, with what to write instead. */
  hints?: readonly (ItemLink & { message: string })[];
  /** Why what was sent cannot be taken, and the name of the field that it is about. */
  refused?: { field: string; message: string };
  /** The form comes back by way of the sign-in page. */
  returned?: boolean;
  /** Answers of a form that was refused or comes back; they are not saved. */
  unsaved?: AttemptForm['changed'];
};

/**
 * An open attempt: a form with Save and Submit, which `attempt-answers.client.ts` turns into one that saves by itself.
 * Every item carries the same markup, whatever its key.
 */
export function AttemptView(props: AttemptViewProps) {
  const { attempt, unanswered = [], hints = [], refused, returned, unsaved = [] } = props;
  const { id, items, sinceStartMs, lastSeq, time } = attempt;
  const answered = items.filter(isAnswered).length;
  const isUnsaved = (item: string) => unsaved.some(({ itemId }) => itemId === item);
  const savedWords = unsaved.length > 0 ? `, ${unsaved.length} not saved` : ', all saved';
  const over = time?.remainingMs === 0;
  const told = Boolean(refused || returned) || unanswered.length + hints.length > 0;
  return (
    <attempt-form
      data-attempt={id}
      data-save-to={paths.attemptResponses(id)}
      data-since={sinceStartMs}
      data-last-seq={lastSeq}
      data-remaining={time?.remainingMs}
    >
      <DefaultButton />
      <AttemptLayout
        title={attempt.title}
        facts={toAttemptFacts(attempt)}
        action={paths.attempt(id)}
        closed={over}
        notices={
          <>
            <AttemptBanners attemptId={id} time={time} />
            <div id="attempt-notices" tabIndex={-1}>
              {refused && (
                <Notice kind="problem" title={<RefusedAt items={items} {...refused} />}>
                  Nothing of what was just sent was stored; what was saved before is unchanged. What
                  you sent is still here: change that answer, and save or submit again.
                </Notice>
              )}
              {returned && unsaved.length > 0 && (
                <Notice kind="attention" title="Not saved yet">
                  Your session had ended when you sent {countOf(unsaved.length, 'answer')} of this
                  page. They are here again: look them over, then save or submit.
                </Notice>
              )}
              {unanswered.length + hints.length > 0 && (
                <UnansweredNotice items={unanswered} hints={hints} />
              )}
            </div>
          </>
        }
        footer={
          <AttemptFooter
            items={items.map((item) => ({
              id: item.id,
              number: item.number,
              href: `#${itemCardId(item.id)}`,
              status: isAnswered(item) && !isUnsaved(item.id) ? 'saved' : 'open',
              spentMs: item.spentMs,
            }))}
            time={time && <TimeLeft />}
            summary={`${answered} of ${items.length} answered${answered + unsaved.length > 0 ? savedWords : ''}`}
          >
            {!over && <SendButtons />}
          </AttemptFooter>
        }
      >
        <HiddenFields values={toBefore(items)} />
        {items.map((item) => {
          const sent = unsaved.find(({ itemId }) => itemId === item.id);
          return (
            <ItemCard
              key={item.id}
              number={item.number}
              of={items.length}
              item={item}
              name={fieldNames.item(item.id)}
              value={sent?.value ?? item.value}
              hint={item.hint}
              save={sent ? { status: 'unsaved', text: 'Not saved' } : toSave(item)}
              landing={!told}
            />
          );
        })}
      </AttemptLayout>
    </attempt-form>
  );
}

type RefusedAtProps = NonNullable<AttemptViewProps['refused']> & { items: readonly AttemptItem[] };

function RefusedAt({ items, field, message }: RefusedAtProps) {
  const index = items.findIndex(({ id }) => fieldNames.item(id) === field);
  const item = items[index];
  if (!item) return message;
  return (
    <>
      <a href={`#${itemCardId(item.id)}`}>Item {index + 1}</a>: {message}
    </>
  );
}

function SendButtons() {
  return (
    <>
      <Button kind="secondary" name="intent" value="save-responses" data-without-script>
        Save answers
      </Button>
      <Button name="intent" value="submit-attempt">
        Submit
      </Button>
    </>
  );
}

/** What Enter in a field presses, first of the form's buttons on the page: it saves, and never submits the attempt. */
function DefaultButton() {
  return <button type="submit" form="attempt-form" name="intent" value="save-responses" hidden />;
}

/** The time left, for a script to show and say; who would rather not see it run folds it up. */
function TimeLeft() {
  return (
    <div className="time-left" hidden>
      <details open>
        <summary>Time left</summary>
        <span role="timer" aria-live="off" aria-label="Time left" />
      </details>
      <p className="vh" id="attempt-time-news" role="status" />
    </div>
  );
}

const isAnswered = (item: AttemptItem) => item.value.length > 0;

function toSave(item: AttemptItem): ComponentProps<typeof ItemCard>['save'] {
  return isAnswered(item)
    ? { status: 'saved', text: `Saved ${item.saved}` }
    : { status: 'open', text: 'Not answered' };
}

function toBefore(items: readonly AttemptItem[]): Record<string, string> {
  return Object.fromEntries(
    items.map((item) => [fieldNames.before(item.id), joinValue(item.value)]),
  );
}

function UnansweredNotice({
  items,
  hints,
}: Required<Pick<AttemptViewProps, 'hints'>> & { items: readonly ItemLink[] }) {
  const title = `${countOf(items.length, 'item')} unanswered:`;
  const label = `Submit without ${plural(items.length, 'it', 'them')}`;
  return (
    <Notice
      kind="attention"
      title={
        items.length === 0 ? (
          'Look at these answers again'
        ) : (
          <>
            {title}{' '}
            {items.map((item, index) => (
              <span key={item.id}>
                {index > 0 && ', '}
                <a href={`#${itemCardId(item.id)}`}>{item.number}</a>
              </span>
            ))}
          </>
        )
      }
    >
      <div className="stack">
        {hints.length > 0 && (
          <ul>
            {hints.map(({ id, number, message }) => (
              <li key={id}>
                <a href={`#${itemCardId(id)}`}>Item {number}</a>: {message}
              </li>
            ))}
          </ul>
        )}
        <p>
          Nothing is submitted yet.
          {items.length > 0 && ' An unanswered item earns no points.'}
        </p>
        <Button kind="secondary" form="attempt-form" name="intent" value="confirm-submit">
          {items.length > 0 ? label : 'Submit as it is'}
        </Button>
      </div>
    </Notice>
  );
}
