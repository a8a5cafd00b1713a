import type { ReactNode } from 'react';
import type { Item } from '#app/features/curriculum/items/schema.ts';
import { Html } from '#app/ui/html.tsx';
import type { LessonProps } from './guide.tsx';
import type { Part } from './lesson-parts.server.ts';
import type { Piece } from './paper.server.ts';
import { toPaperHtml } from './paper.server.ts';
import { cadetSheetOf } from './role-plays.tsx';
import { longestWay } from './rules.ts';

/** What fits one slide. */
const most = { listWords: 95, listEntries: 7, tableWords: 110, sentenceWords: 48 };

/** A slide; `small`: its words are many, so they are set smaller. */
type Slide = { title: string; content: ReactNode; small?: boolean };

/** The lesson on slides, without a key: what to look at together while somebody talks. */
export function Slides({ course, lesson, module, sections }: LessonProps) {
  const { title, summary, objectives, contentNotes } = lesson.body.frontmatter;
  const paper = (html: string) => toPaperHtml(html, course.picture, false);
  const cadetSheet = cadetSheetOf(lesson, paper);
  const aims = objectives.map(({ id, text }) => <li key={id}>{text}</li>);
  const slides: Slide[] = [
    { title: 'At the end you can', content: <ul>{aims}</ul> },
    ...sections.flatMap((section) => toSlides(section, paper)),
    ...(cadetSheet
      ? [
          {
            title: `Role-play: ${cadetSheet.title}`,
            content: <Html html={cadetSheet.html} />,
            small: cadetSheet.words > 90,
          },
        ]
      : []),
  ];
  const place = (number: number) => `${lesson.number} ${title} · ${number}`;
  return (
    <>
      <section className="slide">
        <div className="slide-body">
          <h3>
            Module {module.number}: {module.body.frontmatter.title}
          </h3>
          <h1>{title}</h1>
          <p>{summary}</p>
          {contentNotes.length > 0 && (
            <p className="muted">Before you begin: {contentNotes.join(' ')}</p>
          )}
        </div>
        <p className="place">{place(1)}</p>
      </section>
      {slides.map((slide, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: slides of one text, never moved
        <section className={slide.small ? 'slide small' : 'slide'} key={index}>
          <div className="slide-body">
            <h2>{slide.title}</h2>
            {slide.content}
          </div>
          <p className="place">{place(index + 2)}</p>
        </section>
      ))}
    </>
  );
}

type Paper = (html: string) => string;

function toSlides({ title: head, parts }: LessonProps['sections'][number], paper: Paper): Slide[] {
  const title = head ?? 'Where it starts';
  const opening = openingOf(parts);
  const [first, ...rest] = toShown(parts).map(({ part, under }) => ({
    ...toSlide(part, under ?? title, paper),
    words: part.type === 'piece' && isList(part.piece) && under === null ? part.piece.words : null,
  }));
  if (opening === null) return first ? [first, ...rest] : [];
  const said = <p>{opening}</p>;
  // A short list stands below the sentence that leads to it.
  if (first && first.words !== null && first.words + opening.split(' ').length <= most.listWords) {
    const content = (
      <>
        {said}
        {first.content}
      </>
    );
    return [{ title, content, small: true }, ...rest];
  }
  return [{ title, content: said }, ...(first ? [first, ...rest] : [])];
}

/** What of a section is worth a slide, each under the heading that it stands under. */
function toShown(parts: readonly Part[]): { part: Part; under: string | null }[] {
  let under: string | null = null;
  return parts.flatMap((part) => {
    if (part.type === 'piece' && part.piece.tag === 'h3') {
      under = part.piece.text;
      return [];
    }
    return part.type === 'block' || isShown(part.piece) ? [{ part, under }] : [];
  });
}

const isList = ({ tag }: Piece) => tag === 'ul' || tag === 'ol';

function isShown(piece: Piece): boolean {
  const { tag, classes, words, entries } = piece;
  if (classes.some((name) => ['figure', 'compare', 'spoken'].includes(name))) return words <= 150;
  if (classes.includes('steps')) return words <= most.tableWords;
  if (classes.includes('table-scroll') || tag === 'table') return words <= most.tableWords;
  if (isList(piece)) return words <= most.listWords && entries.length <= most.listEntries;
  return false;
}

/** The first sentences of a section, as many as one can read while somebody talks. */
function openingOf(parts: readonly Part[]): string | null {
  const first = parts[0];
  if (first?.type !== 'piece' || first.piece.tag !== 'p') return null;
  const sentences = first.piece.text.match(/[^.!?]+[.!?]+["”’)]*\s*|[^.!?]+$/g) ?? [];
  let said = '';
  for (const sentence of sentences) {
    if (`${said}${sentence}`.trim().split(/\s+/).length > most.sentenceWords) break;
    said += sentence;
  }
  return said.trim() || null;
}

const letters = 'ABCDEFGH';

function toSlide(part: Part, title: string, paper: Paper): Slide {
  if (part.type === 'piece') {
    const { plain, words } = part.piece;
    return { title, content: <Html html={plain} />, small: words > 70 };
  }
  const { block } = part;
  switch (block.type) {
    case 'check':
      return { title: 'Question', content: toQuestion(block.item, paper), small: true };
    case 'reflect':
      return { title: 'For you alone', content: <Html html={paper(block.promptHtml)} /> };
    case 'scenario': {
      const { title: name, introHtml, note } = block.scenario;
      const content = (
        <>
          {note && <p className="muted">{note}</p>}
          <Html html={paper(introHtml)} />
          <p className="muted">
            Play it in the lesson: up to {longestWay(block.scenario)} decisions, together or each
            alone.
          </p>
        </>
      );
      return { title: name, content, small: true };
    }
  }
}

function toQuestion({ promptHtml, options, targets }: Item, paper: Paper): ReactNode {
  return (
    <>
      <Html html={paper(promptHtml)} />
      <ul className="options">
        {options.map(({ id, html }, index) => (
          <li key={id}>
            <b>{letters[index]}</b>
            <Html as="span" html={html} />
          </li>
        ))}
      </ul>
      {targets.length > 0 && (
        <ul className="options">
          {targets.map(({ id, html }, index) => (
            <li key={id}>
              <b>{index + 1}</b>
              <Html as="span" html={html} />
            </li>
          ))}
        </ul>
      )}
    </>
  );
}

/** What a handout keeps of a lesson: the same as its slides, without questions. */
export function listKept(parts: readonly Part[]): { piece: Piece; under: string | null }[] {
  return toShown(parts).flatMap(({ part, under }) =>
    part.type === 'piece' ? [{ piece: part.piece, under }] : [],
  );
}
