import { Html } from '#app/ui/html.tsx';

type Words = { id: string; html: string };

type ScaleSheetProps = {
  scale: { id: string; title: string; statements: readonly Words[] };
  answers: readonly string[];
  /** How many statements stand before it: they are numbered through. */
  from: number;
  /** What authors are told of a statement, and readers are not. */
  noteOf?: (statementId: string) => string | null;
};

/** Statements with a circle under each answer. */
export function ScaleSheet({ scale, answers, from, noteOf }: ScaleSheetProps) {
  return (
    <section className="scale" aria-labelledby={`${scale.id}-title`}>
      <h2 id={`${scale.id}-title`}>{scale.title}</h2>
      <p className="scale-how">One circle in each line.</p>
      <table className="scale-table">
        <caption className="vh">{scale.title}</caption>
        <thead>
          <tr>
            <th scope="col">Statement</th>
            {answers.map((answer) => (
              <th scope="col" key={answer}>
                {answer}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {scale.statements.map((statement, index) => (
            <tr key={statement.id}>
              <th scope="row">
                <span className="statement">
                  <span className="scale-number">{from + index + 1}</span>{' '}
                  <span>
                    <Html as="span" html={statement.html} />
                    {noteOf?.(statement.id) && <small> {noteOf(statement.id)}</small>}
                  </span>
                </span>
              </th>
              {answers.map((answer) => (
                <td key={answer} data-label={answer}>
                  <span className="circle" aria-hidden="true" />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

type RankSheetProps = { rank: { promptHtml: string; replies: readonly Words[] } };

/** Replies with a box each for their place in an order. */
export function RankSheet({ rank }: RankSheetProps) {
  const { length } = rank.replies;
  return (
    <section className="rank">
      <Html className="prose measure" html={rank.promptHtml} />
      <p className="scale-how">
        Write 1 to {length} into the boxes: 1 for the one you like best, {length} for the one you
        like least.
      </p>
      <ul>
        {rank.replies.map((reply) => (
          <li key={reply.id}>
            <span className="rank-box" aria-hidden="true" />
            <Html as="span" html={reply.html} />
          </li>
        ))}
      </ul>
    </section>
  );
}
