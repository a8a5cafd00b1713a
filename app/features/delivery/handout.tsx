import { Html } from '#app/ui/html.tsx';
import type { LessonProps } from './guide.tsx';
import { LessonHead } from './lesson-head.tsx';
import { toPaperHtml } from './paper.server.ts';
import { cadetSheetOf } from './role-plays.tsx';
import { listKept } from './slides.tsx';

/** What a cadet takes away: aims, words, moves, the role-play's cadet sheet. No answers and no other sheet of the role-play. */
export function Handout({ course, module, lesson, sections }: LessonProps) {
  const { frontmatter, terms, references, blocks } = lesson.body;
  const paper = (html: string) => toPaperHtml(html, course.picture);
  const prompts = blocks.flatMap((block) => (block.type === 'reflect' ? [block] : []));
  const cadetSheet = cadetSheetOf(lesson, paper);
  return (
    <>
      <LessonHead lesson={lesson} module={module} />
      {frontmatter.contentNotes.length > 0 && (
        <p className="box care">{frontmatter.contentNotes.join(' ')}</p>
      )}
      <section>
        <h2>You can do this afterwards</h2>
        <ul className="ticks">
          {frontmatter.objectives.map(({ id, text }) => (
            <li key={id}>{text}</li>
          ))}
        </ul>
      </section>
      {terms.length > 0 && (
        <section>
          <h2>Words</h2>
          <dl className="terms">
            {terms.map(({ id, term, meaning }) => (
              <div key={id}>
                <dt>{term}</dt>
                <dd>{meaning}</dd>
              </div>
            ))}
          </dl>
        </section>
      )}
      {sections.map(({ title, parts }) => {
        const kept = listKept(parts);
        if (kept.length === 0) return null;
        return (
          <section key={title ?? ''}>
            <h2>{title ?? 'To begin with'}</h2>
            {kept.map(({ piece, under }, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: pieces of one text, never moved
              <div key={index}>
                {under !== null && kept[index - 1]?.under !== under && <h3>{under}</h3>}
                <Html html={piece.html} />
              </div>
            ))}
          </section>
        );
      })}
      {prompts.map(({ id, promptHtml }) => (
        <section key={id} className="box">
          <h2>For you alone</h2>
          <Html html={paper(promptHtml)} />
          <div className="write" />
          <div className="write" />
          <div className="write" />
        </section>
      ))}
      {cadetSheet && (
        <section>
          <h2>Your role-play: {cadetSheet.title}</h2>
          <Html html={cadetSheet.html} />
        </section>
      )}
      {references.length > 0 && (
        <section>
          <h2>Sources</h2>
          <ol>
            {references.map(({ id, authors, year, title, url }) => (
              <li key={id}>
                <small>
                  {authors} ({year ?? 'no date'}). {title}.{url && ` ${url}`}
                </small>
              </li>
            ))}
          </ol>
        </section>
      )}
    </>
  );
}
