import type { DetailedHTMLProps, HTMLAttributes } from 'react';
import { formatTime } from '#app/features/cohorts/rules.ts';
import { paths } from '#app/paths.ts';
import { CheckCard } from '#app/ui/check-card.tsx';
import { Html } from '#app/ui/html.tsx';
import { ReflectCard } from '#app/ui/reflect-card.tsx';
import { createSideNotes } from '#app/ui/side-notes.ts';
import type { LessonProblem } from './lesson-form-rules.ts';
import type { BlockView, CheckAnswerView, LessonView } from './lesson-queries.server.ts';
import { blockAnchor } from './place-rules.ts';

type ElementProps = DetailedHTMLProps<HTMLAttributes<HTMLElement>, HTMLElement>;

declare module 'react' {
  namespace JSX {
    interface IntrinsicElements {
      'reflect-note': ElementProps & {
        /** Where notes are saved, and which one this is. */
        action: string;
        course: string;
        lesson: string;
        reflect: string;
        /** Whose note: two people may share a browser. */
        owner: string;
        /** When it was saved last, ms since the epoch; empty when never. */
        'saved-at': string;
      };
    }
  }
}

type LessonBlocksProps = { view: LessonView; problem: LessonProblem | null };

/** The body of a lesson: its text, checks and notes in order, each with what the cadet left there. */
export function LessonBlocks({ view, problem }: LessonBlocksProps) {
  const annotate = createSideNotes(view);
  return (
    <>
      {view.blocks.map((block, index) => {
        const anchor = blockAnchor(block, index);
        const refused = problem?.card === anchor ? problem : null;
        if (block.type === 'html') {
          return <Html key={anchor} className="prose" id={anchor} html={annotate(block.html)} />;
        }
        return block.type === 'check' ? (
          <Check key={anchor} block={block} refused={refused} />
        ) : (
          <Note key={anchor} block={block} refused={refused} view={view} />
        );
      })}
    </>
  );
}

type Refused = { refused: LessonProblem | null };

function Check({ block, refused }: Refused & { block: Extract<BlockView, { type: 'check' }> }) {
  const { item, required, answer } = block;
  return (
    <CheckCard
      item={item}
      required={required}
      hidden={{ intent: 'answer-check', check: item.id }}
      chosen={refused?.chosen ?? answer?.chosen}
      result={refused || !answer ? undefined : toResult(answer)}
      error={refused?.message}
    />
  );
}

function toResult(answer: CheckAnswerView) {
  if (answer.changed) return undefined;
  return {
    correct: answer.correct,
    options: answer.feedback.map(({ option, right, html }) => ({
      id: option,
      right,
      feedbackHtml: html,
    })),
  };
}

type NoteProps = Refused & {
  block: Extract<BlockView, { type: 'reflect' }>;
  view: LessonView;
};

function Note({ block, refused, view }: NoteProps) {
  const { id, promptHtml, body, savedAt } = block;
  return (
    <reflect-note
      action={paths.lessonProgress()}
      course={view.course.id}
      lesson={view.lesson.id}
      reflect={id}
      owner={view.owner}
      saved-at={savedAt ? String(savedAt.getTime()) : ''}
    >
      <ReflectCard
        id={id}
        promptHtml={promptHtml}
        hidden={{ intent: 'save-reflection', reflect: id }}
        value={refused?.text ?? body}
        save={toSave(savedAt, view.assignment.timeZone)}
        error={refused?.message}
      />
    </reflect-note>
  );
}

function toSave(savedAt: Date | null, timeZone: string) {
  return savedAt
    ? ({ status: 'saved', text: `Saved ${formatTime(savedAt, timeZone)}` } as const)
    : ({ status: 'open', text: 'Nothing saved yet' } as const);
}
