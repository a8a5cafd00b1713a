import { type DetailedHTMLProps, Fragment, type HTMLAttributes, type ReactNode } from 'react';
import { paths } from '#app/paths.ts';
import { Html } from '#app/ui/html.tsx';
import { formatTime } from '#app/words/dates.ts';
import { CheckCard } from './check-card.tsx';
import type { CheckAnswerView } from './check-rules.ts';
import type { LessonProblem } from './lesson-form-rules.ts';
import type { BlockView, LessonView } from './lesson-queries.server.ts';
import { blockAnchor } from './place-rules.ts';
import { ReflectCard, ReflectSample } from './reflect-card.tsx';

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

type CheckBlock = Extract<BlockView, { type: 'check' }>;
type ScenarioBlock = Extract<BlockView, { type: 'scenario' }>;

type LessonBlocksProps = {
  view: LessonView;
  problem: LessonProblem | null;
  /** Draws a scenario: one element, whose id is the block's anchor. The page gives it, with why a form was refused. */
  scenario: (block: ScenarioBlock, problem: string | undefined) => ReactNode;
  /** Draws a check in another way than to be answered; `number`: its place among the checks, from 1. */
  check?: (block: CheckBlock, number: number) => ReactNode;
};

/** The body of a lesson: its text, checks and notes in order, each with what the cadet left there. */
export function LessonBlocks({ view, problem, scenario, check }: LessonBlocksProps) {
  const checks = view.blocks.filter(({ type }) => type === 'check');
  return (
    <>
      {view.blocks.map((block, index) => {
        const anchor = blockAnchor(block, index);
        const refused = problem?.card === anchor ? problem : null;
        if (block.type === 'html') {
          return <Html key={anchor} className="prose" id={anchor} html={block.html} />;
        }
        if (block.type === 'scenario') {
          return <Fragment key={anchor}>{scenario(block, refused?.message)}</Fragment>;
        }
        if (block.type === 'check' && check) {
          return (
            <div key={anchor} id={anchor}>
              {check(block, checks.indexOf(block) + 1)}
            </div>
          );
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

function Check({ block, refused }: Refused & { block: CheckBlock }) {
  const { item, required, answer } = block;
  return (
    <CheckCard
      item={item}
      required={required}
      hidden={{ intent: 'answer-check', check: item.id }}
      value={refused?.chosen ?? answer?.value}
      result={refused || !answer ? undefined : toResult(answer)}
      error={refused?.message}
    />
  );
}

function toResult(answer: CheckAnswerView) {
  const { outcome, changed, explanation } = answer;
  if (changed || outcome === 'unanswered') return undefined;
  return {
    outcome,
    explanationHtml: explanation,
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
  if (view.owner === null) return <ReflectSample id={id} promptHtml={promptHtml} />;
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
        save={refused ? notSaved : toSave(savedAt, view.assignment.timeZone)}
        error={refused?.message}
      />
    </reflect-note>
  );
}

// What was saved before is not what stands in the field.
const notSaved = { status: 'unsaved', text: 'Not saved' } as const;

function toSave(savedAt: Date | null, timeZone: string) {
  return savedAt
    ? ({ status: 'saved', text: `Saved ${formatTime(savedAt, timeZone)}` } as const)
    : ({ status: 'open', text: 'Nothing saved yet' } as const);
}
