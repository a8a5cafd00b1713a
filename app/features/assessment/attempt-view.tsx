import { paths } from '#app/paths.ts';
import { AttemptFooter } from '#app/ui/attempt-footer.tsx';
import { AttemptLayout } from '#app/ui/attempt-layout.tsx';
import { Button } from '#app/ui/button.tsx';
import '#app/ui/custom-elements.ts';
import type { Fact } from '#app/ui/definition-list.tsx';
import { HiddenFields } from '#app/ui/hidden-fields.tsx';
import { ItemCard, itemCardId } from '#app/ui/item-card.tsx';
import { Notice } from '#app/ui/notice.tsx';
import { fieldNames } from './answer-rules.ts';
import type { AttemptItem, OpenAttempt } from './queries.server.ts';

type AttemptViewProps = {
  attempt: OpenAttempt;
  /** Items to ask about before submitting. */
  unanswered?: readonly { id: string; number: number }[];
  /** Why what was sent cannot be taken. */
  refused?: string;
};

/**
 * An open attempt: a form with Save and Submit, which `attempt-answers.client.ts` turns into one that saves by itself.
 * Every item carries the same markup, whatever its key.
 */
export function AttemptView({ attempt, unanswered = [], refused }: AttemptViewProps) {
  const { id, items, sinceStartMs, lastSeq } = attempt;
  const answered = items.filter(isAnswered).length;
  return (
    <attempt-form
      data-attempt={id}
      data-save-to={paths.attemptResponses(id)}
      data-since={sinceStartMs}
      data-last-seq={lastSeq}
    >
      <AttemptLayout
        title={attempt.title}
        facts={toFacts(attempt)}
        action={paths.attempt(id)}
        notices={
          <>
            <Banners attemptId={id} />
            <div id="attempt-notices" tabIndex={-1}>
              {refused && (
                <Notice kind="problem" title={refused}>
                  Nothing of what was just sent was stored; what was saved before is unchanged.
                </Notice>
              )}
              {unanswered.length > 0 && <UnansweredNotice items={unanswered} />}
            </div>
          </>
        }
        footer={
          <AttemptFooter
            items={items.map((item) => ({
              id: item.id,
              number: item.number,
              href: `#${itemCardId(item.id)}`,
              status: isAnswered(item) ? 'saved' : 'open',
            }))}
            summary={`${answered} of ${items.length} answered${answered > 0 ? ', all saved' : ''}`}
          >
            <Button kind="quiet" name="intent" value="save-responses" data-without-script>
              Save answers
            </Button>
            <Button name="intent" value="submit-attempt">
              Submit
            </Button>
          </AttemptFooter>
        }
      >
        <HiddenFields values={toBefore(items)} />
        {items.map((item) => (
          <ItemCard
            key={item.id}
            number={item.number}
            of={items.length}
            item={item}
            name={fieldNames.item(item.id)}
            chosen={item.value}
            save={
              isAnswered(item)
                ? { status: 'saved', text: `Saved ${item.saved}` }
                : { status: 'open', text: 'Not answered' }
            }
          />
        ))}
      </AttemptLayout>
    </attempt-form>
  );
}

const isAnswered = (item: AttemptItem) => item.value.length > 0;

function toBefore(items: readonly AttemptItem[]): Record<string, string> {
  return Object.fromEntries(
    items.map((item) => [fieldNames.before(item.id), item.value.join(' ')]),
  );
}

function toFacts({ number, policy, place, items }: OpenAttempt): Fact[] {
  // Voided attempts keep their numbers, so the number may go beyond what the policy allows.
  const attempt = number <= (policy.attempts ?? 0) ? `${number} of ${policy.attempts}` : number;
  return [
    { term: 'Attempt', detail: attempt },
    { term: 'Items', detail: items.length },
    { term: 'To pass', detail: `${policy.passMark}%` },
    ...(place ? [{ term: 'Module', detail: `${place.module.number}. ${place.module.title}` }] : []),
  ];
}

function UnansweredNotice({ items }: { items: readonly { id: string; number: number }[] }) {
  const title = items.length === 1 ? '1 item unanswered:' : `${items.length} items unanswered:`;
  return (
    <Notice
      kind="attention"
      title={
        <>
          {title}{' '}
          {items.map((item, index) => (
            <span key={item.id}>
              {index > 0 && ', '}
              <a href={`#${itemCardId(item.id)}`}>{item.number}</a>
            </span>
          ))}
        </>
      }
    >
      <div className="stack">
        <p>Nothing is submitted yet. An unanswered item earns no points.</p>
        <Button kind="quiet" form="attempt-form" name="intent" value="confirm-submit">
          Submit without {items.length === 1 ? 'it' : 'them'}
        </Button>
      </div>
    </Notice>
  );
}

/** What the script shows when saving does not go through; and, without scripts, how answers are kept. */
function Banners({ attemptId }: { attemptId: string }) {
  return (
    <>
      <p className="vh" id="attempt-news" role="status" />
      <noscript>
        <Notice title="Save as you go">
          Your answers are kept when you press “Save answers” or “Submit”, not before.
        </Notice>
      </noscript>
      <div className="offline-banner" data-reach="away-not-kept" hidden>
        <Notice kind="problem" title="No connection, and this browser keeps nothing">
          Leave this page open until the footer says “all saved”: closing or reloading it now would
          lose the answers that are waiting.
        </Notice>
      </div>
      <div className="offline-banner" data-reach="signed-out" hidden>
        <Notice kind="attention" title="You are signed out">
          Your answers are kept in this browser.{' '}
          <a href={paths.login(paths.attempt(attemptId))}>Sign in again</a> and they are saved.
        </Notice>
      </div>
      <div className="offline-banner" data-reach="gone" hidden>
        <Notice kind="problem" title="This attempt is not open to the account signed in here">
          Your answers are kept in this browser. Sign in with the account that started the attempt,
          then open this page again.
        </Notice>
      </div>
      <div className="offline-banner" data-reach="closed" hidden>
        <Notice kind="attention" title="This attempt is closed">
          It was submitted from another window or machine. What was saved before is counted; what
          came after is kept as not counted.{' '}
          <a href={paths.attemptResult(attemptId)}>See the result</a>.
        </Notice>
      </div>
      <div className="offline-banner" id="not-submitted" hidden>
        <Notice kind="attention" title="Not submitted yet." />
      </div>
    </>
  );
}
