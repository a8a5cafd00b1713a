import { fieldNames } from '#app/features/records/gradings/answer-rules.ts';
import type { AttemptForm } from '#app/features/records/gradings/schema.ts';
import { paths } from '#app/paths.ts';
import { ButtonLink } from '#app/ui/button.tsx';
import { Notice } from '#app/ui/notice.tsx';
import { countOf } from '#app/words/numbers.ts';
import { AttemptLayout } from './attempt-layout.tsx';
import { ItemCard } from './item-card.tsx';
import type { OpenAttempt } from './queries.server.ts';

type HeldViewProps = {
  attempt: OpenAttempt;
  /** Answers of a form that came meanwhile: not stored, and shown to be read. */
  unsaved: AttemptForm['changed'];
};

/** An open attempt whose course its cadet does not have now: what happened, what is kept, what to do. */
export function HeldView({ attempt, unsaved }: HeldViewProps) {
  const { id, number, title, held, items } = attempt;
  return (
    <div data-held>
      <AttemptLayout
        title={title}
        facts={[{ term: 'Attempt', detail: number }]}
        action={paths.attempt(id)}
        closed
        notices={
          <div id="attempt-notices" tabIndex={-1}>
            <Notice kind="attention" title={held?.title}>
              <div className="stack">
                <p>{held?.why}</p>
                <p>{held?.kept}</p>
                {unsaved.length > 0 && (
                  <p>
                    {countOf(unsaved.length, 'answer')} of the page you just sent could not be
                    saved. What you sent is below: note it down before you leave this page.
                  </p>
                )}
                <p>{held?.next}</p>
                <p>
                  <ButtonLink href={paths.learn()}>Back to Learn</ButtonLink>
                </p>
              </div>
            </Notice>
          </div>
        }
        footer={null}
      >
        {items.map((item) => {
          const sent = unsaved.find(({ itemId }) => itemId === item.id);
          const state = item.value.length > 0 ? `Saved ${item.saved}` : 'Not answered';
          return (
            <ItemCard
              key={item.id}
              number={item.number}
              of={items.length}
              item={item}
              name={fieldNames.item(item.id)}
              value={sent?.value ?? item.value}
              hint={null}
              landing={false}
              save={
                sent
                  ? { status: 'unsaved', text: 'Not saved' }
                  : { status: item.value.length > 0 ? 'saved' : 'open', text: state }
              }
            />
          );
        })}
      </AttemptLayout>
    </div>
  );
}
