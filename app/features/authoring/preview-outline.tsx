import type { PublishedModule } from '#app/features/curriculum/courses/published-schema.ts';
import { paths } from '#app/paths.ts';
import { Html } from '#app/ui/html.tsx';

type PreviewOutlineProps = {
  title: string;
  summary: string;
  html: string;
  modules: readonly PublishedModule[];
  /** Addresses of previews by content id; what has none is not linked. */
  addresses: Readonly<Record<string, string>>;
};

/** The page of a course or module, and what stands in it, each with a way to its preview. */
export function PreviewOutline(props: PreviewOutlineProps) {
  const { title, summary, html, modules, addresses } = props;
  return (
    <article className="stack stack-loose measure">
      <header>
        <h1>{title}</h1>
        <p className="lead">{summary}</p>
      </header>
      {html && <Html className="prose" html={html} />}
      {modules.map((module) => (
        <section key={module.id} className="stack" aria-labelledby={`module-${module.id}`}>
          <h2 id={`module-${module.id}`}>
            {module.number}. {module.title}
          </h2>
          <ul>
            {listContents(module).map(({ id, name, title: own }) => {
              const address = addresses[id];
              return (
                <li key={id}>
                  {name}: {address === undefined ? own : <a href={paths.preview(address)}>{own}</a>}
                </li>
              );
            })}
          </ul>
        </section>
      ))}
    </article>
  );
}

function listContents({ lessons, quiz, practical }: PublishedModule) {
  return [
    ...lessons.map(({ id, number, title }) => ({ id, name: number, title })),
    ...(quiz ? [{ id: quiz.id, name: 'Quiz', title: quiz.title }] : []),
    ...(practical ? [{ id: practical.id, name: 'Practical', title: practical.title }] : []),
  ];
}
