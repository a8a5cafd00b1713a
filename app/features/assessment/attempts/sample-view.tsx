import type { QuizBody } from '#app/features/curriculum/courses/schema.ts';
import '#app/ui/custom-elements.ts';
import { orderItems } from '#app/features/records/gradings/order-rules.ts';
import { DefinitionList } from '#app/ui/definition-list.tsx';
import { Notice } from '#app/ui/notice.tsx';
import { toAttemptFacts } from './attempt-facts.tsx';
import { drawItems, nothingMet } from './draw-rules.ts';
import { ItemCard } from './item-card.tsx';

type SampleViewProps = {
  body: QuizBody;
  /** The module that it ends, where there is one. */
  module: { number: number; title: string } | null | undefined;
  /** The seed of the attempt: the same one draws the same items in the same order. */
  seed: number;
  /** Where another attempt is drawn. */
  another: string;
};

/** A first attempt at a quiz as a cadet may get it, for its author to try: there is nothing to send, nothing is kept. */
export function SampleView({ body, module, seed, another }: SampleViewProps) {
  const policy = body.frontmatter;
  const { timeLimitMinutes: limitMinutes } = policy;
  const place = module ? { module } : null;
  const items = orderItems(body, seed, drawItems(body.items, policy, seed, nothingMet));
  const varies = policy.shuffle || items.length < body.items.length;
  return (
    <div className="attempt">
      <header className="lesson-header">
        <h1>{policy.title}</h1>
        <DefinitionList
          look="title-block"
          items={toAttemptFacts({ number: 1, policy, place, items, time: null, limitMinutes })}
        />
      </header>
      <Notice title={`Attempt ${seed} of those that may be drawn`}>
        Try it: nothing here is kept or graded. {varies && <a href={another}>Draw another</a>}
      </Notice>
      <div className="items">
        {items.map((item, index) => (
          <ItemCard
            key={`${seed} ${item.id}`}
            number={index + 1}
            of={items.length}
            item={item}
            name={item.id}
            value={[]}
            hint={null}
            save={{ status: 'open', text: 'Not kept' }}
            landing
          />
        ))}
      </div>
    </div>
  );
}
