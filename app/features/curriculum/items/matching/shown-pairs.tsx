import { Html } from '#app/ui/html.tsx';
import { StateMark } from '#app/ui/state-mark.tsx';
import type { ShownPair } from '../shown-schema.ts';

/** Lines of a matching with what was chosen for each. */
export function ShownPairs({ pairs }: { pairs: readonly ShownPair[] }) {
  return (
    <dl className="shown-pairs">
      {pairs.map(({ id, html, chosen, correct, right }) => (
        <div key={id}>
          <dt>
            <Html as="span" html={html} />
          </dt>
          <dd>
            {chosen ? <Html as="span" html={chosen.html} /> : <i>no answer</i>}
            {correct !== null && chosen && (
              <small>
                <StateMark state={correct ? 'done' : 'failed'}>
                  {correct ? 'right' : 'not this one'}
                </StateMark>
              </small>
            )}
            {right && correct !== true && (
              <small>
                right: <Html as="span" html={right.html} />
              </small>
            )}
          </dd>
        </div>
      ))}
    </dl>
  );
}
