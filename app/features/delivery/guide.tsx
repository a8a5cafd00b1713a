import { readClaims } from '#app/features/curriculum/courses/kit-rules.ts';
import type { KitEntry, Standard } from '#app/features/curriculum/courses/kit-schema.ts';
import { KeyedItem } from '#app/features/curriculum/items/keyed-item.tsx';
import { Html } from '#app/ui/html.tsx';
import { countOf, formatMinutes } from '#app/words/numbers.ts';
import { GuideScenario } from './guide-scenario.tsx';
import { gradesWords, LessonHead } from './lesson-head.tsx';
import { listOpenRules, type Part, planLesson, readingGrades } from './lesson-parts.server.ts';
import { toPaperHtml } from './paper.server.ts';
import { reviewersOf, type Section } from './rules.ts';
import type { KitCourse, KitLesson, KitModule } from './schema.ts';

export type LessonProps = {
  course: KitCourse;
  module: KitModule;
  lesson: KitLesson;
  sections: readonly Section<Part>[];
};

/** What the academy's kit file says of a lesson; undefined: nothing yet. */
export const entryOf = (course: KitCourse, { body }: KitLesson): KitEntry | undefined =>
  course.body.kit[body.frontmatter.id];

/** Everything that whoever teaches the lesson needs, answers among it. */
export function Guide({ course, module, lesson, sections }: LessonProps) {
  const { frontmatter, references } = lesson.body;
  const entry = entryOf(course, lesson);
  const openRules = listOpenRules(sections);
  const { contentNotes } = frontmatter;
  return (
    <>
      <LessonHead lesson={lesson} module={module}>
        <div>
          <dt>Reads at grade</dt>
          <dd>{gradesWords(readingGrades(lesson.body))}</dd>
        </div>
        <div className="wide">
          <dt>Reviewed by</dt>
          <dd>{reviewersOf(frontmatter) ?? 'nobody outside yet'}</dd>
        </div>
      </LessonHead>
      {contentNotes.length > 0 && (
        <div className="box care">
          <h2>Say this before you begin</h2>
          <p>{contentNotes.join(' ')}</p>
        </div>
      )}
      <Aims lesson={lesson} />
      {entry ? <RoomPlan entry={entry} /> : <NoPlan />}
      <RunningOrder lesson={lesson} sections={sections} />
      {entry && (
        <section>
          <h2>What to listen for</h2>
          <ul className="ticks">
            {entry.listenFor.map((line) => (
              <li key={line}>{line}</li>
            ))}
          </ul>
        </section>
      )}
      <Answers course={course} lesson={lesson} />
      {openRules.length > 0 && (
        <section className="box">
          <h2>Local rules that your academy has not written yet</h2>
          <p>{openRules.join('; ')}. Say what holds here, or that you will find out.</p>
        </section>
      )}
      {entry && (
        <section>
          <h2>Standards</h2>
          <CrosswalkTable
            lesson={lesson}
            crosswalk={entry.crosswalk}
            standards={course.body.standards}
          />
        </section>
      )}
      <Sources references={references} />
    </>
  );
}

function NoPlan() {
  return (
    <p className="box care">
      kit.yml has no entry for this lesson: room, kit, safety plan and standards are still to be
      written.
    </p>
  );
}

function Aims({ lesson }: { lesson: KitLesson }) {
  const { objectives } = lesson.body.frontmatter;
  const rubric = rubricOf(lesson);
  return (
    <section>
      <h2>Aims</h2>
      <p>At the end, cadets can do this:</p>
      <table>
        <thead>
          <tr>
            <th scope="col">Objective</th>
            <th scope="col">Measured by</th>
          </tr>
        </thead>
        <tbody>
          {objectives.map(({ id, text }) => (
            <tr key={id}>
              <th scope="row">{text}</th>
              <td>{countOf(lesson.questions[id] ?? 0, 'quiz question')}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {rubric && (
        <p>
          The role-play “{rubric.title}” is rated on{' '}
          {countOf(rubric.criteria.length, 'criterion', 'criteria')}; {rubric.pass} points pass. Its
          sheets are in the file of the module’s role-plays.
        </p>
      )}
    </section>
  );
}

/** The rubric of a lesson's role-play; undefined: it has none. */
export function rubricOf({ practical, body }: KitLesson) {
  return practical?.blocks.flatMap((block) =>
    block.type === 'rubric' && block.rubric.lesson === body.frontmatter.id ? [block.rubric] : [],
  )[0];
}

function RoomPlan({ entry }: { entry: KitEntry }) {
  return (
    <>
      <section>
        <h2>Room and kit</h2>
        <p>{entry.room}</p>
        <ul className="ticks">
          {entry.kit.map((thing) => (
            <li key={thing}>{thing}</li>
          ))}
        </ul>
      </section>
      <section className="box care">
        <h2>Safety plan</h2>
        <ul>
          {entry.safety.map((line) => (
            <li key={line}>{line}</li>
          ))}
        </ul>
      </section>
    </>
  );
}

function RunningOrder({ lesson, sections }: Pick<LessonProps, 'lesson' | 'sections'>) {
  const { minutes, practiceMinutes } = lesson.body.frontmatter;
  const rubric = rubricOf(lesson);
  return (
    <section>
      <h2>Running order</h2>
      <table>
        <thead>
          <tr>
            <th scope="col" className="number">
              From
            </th>
            <th scope="col" className="number">
              Minutes
            </th>
            <th scope="col">Section</th>
            <th scope="col">What happens</th>
          </tr>
        </thead>
        <tbody>
          {planLesson(sections, minutes).map(({ title, from, minutes: own, what }) => (
            <tr key={`${from} ${title}`}>
              <td className="number">{from}</td>
              <td className="number">{own}</td>
              <th scope="row">{title}</th>
              <td>{what.join(', ')}</td>
            </tr>
          ))}
          {practiceMinutes > 0 && (
            <tr>
              <td className="number">{minutes}</td>
              <td className="number">{practiceMinutes}</td>
              <th scope="row">Role-play{rubric ? `: ${rubric.title}` : ''}</th>
              <td>In the room, in turns, with the talk afterwards</td>
            </tr>
          )}
        </tbody>
        <tfoot>
          <tr>
            <td />
            <td className="number">{minutes + practiceMinutes}</td>
            <th scope="row">Together</th>
            <td>{formatMinutes(minutes + practiceMinutes)}</td>
          </tr>
        </tfoot>
      </table>
      <p className="muted">
        Minutes on screen are shared out by what each section asks for: words to read, questions,
        decisions, a reflection. A section of 0 is read with its neighbour.
      </p>
    </section>
  );
}

function Answers({ course, lesson }: Pick<LessonProps, 'course' | 'lesson'>) {
  const paper = (html: string) => toPaperHtml(html, course.picture);
  const { blocks } = lesson.body;
  const checks = blocks.flatMap((block) => (block.type === 'check' ? [block.item] : []));
  const scenarios = blocks.flatMap((block) => (block.type === 'scenario' ? [block.scenario] : []));
  const prompts = blocks.flatMap((block) => (block.type === 'reflect' ? [block] : []));
  return (
    <section>
      <h2>Common answers</h2>
      <p>
        What cadets choose, what it tells you about their thinking, and what to say to it. From the
        lesson’s own questions, so that it stays the same as on screen. The questions of the graded
        quiz are in no kit.
      </p>
      {checks.map((item) => {
        const keyed = lesson.key[item.id];
        return (
          <article className="item" key={item.id}>
            <Html className="prompt" html={paper(item.promptHtml)} />
            <KeyedItem item={item} keyed={keyed} />
            {keyed?.explanation && <Html html={paper(keyed.explanation)} />}
          </article>
        );
      })}
      {scenarios.map((scenario) => (
        <GuideScenario
          key={scenario.id}
          scenario={scenario}
          judgements={lesson.key[scenario.id]?.choices ?? {}}
        />
      ))}
      {prompts.length > 0 && <h3>To think about</h3>}
      {prompts.map(({ id, promptHtml }) => (
        <Html key={id} html={paper(promptHtml)} as="p" />
      ))}
      {prompts.length > 0 && (
        <p className="muted">
          What cadets write to it is private. Ask for what they want to share.
        </p>
      )}
    </section>
  );
}

type CrosswalkTableProps = {
  lesson: KitLesson;
  crosswalk: KitEntry['crosswalk'];
  standards: Readonly<Record<string, Standard>>;
};

/** Objective by objective, what is claimed of each standard. */
export function CrosswalkTable({ lesson, crosswalk, standards }: CrosswalkTableProps) {
  const columns = Object.entries(standards);
  return (
    <table className="claims">
      <thead>
        <tr>
          <th scope="col">Objective</th>
          {columns.map(([id, { title }]) => (
            <th scope="col" key={id}>
              {title}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {lesson.body.frontmatter.objectives.map(({ id, text }) => (
          <tr key={id}>
            <th scope="row">{text}</th>
            {columns.map(([standard]) => (
              <td key={standard}>{claimWords(crosswalk[id]?.[standard])}</td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** Claims as they are told; ▲ waits for the academy's standards officer. */
function claimWords(written: string | undefined): string {
  if (written === undefined) return 'not stated';
  const claims = readClaims(written);
  if (claims.length === 0) return 'none';
  return claims.map(({ code, confirm }) => (confirm ? `${code} ▲ to confirm` : code)).join('; ');
}

function Sources({ references }: Pick<KitLesson['body'], 'references'>) {
  if (references.length === 0) return null;
  return (
    <section>
      <h2>Sources and their limits</h2>
      <ol>
        {references.map(({ id, authors, year, title, publisher, url, limits, verified }) => (
          <li key={id}>
            {authors} ({year ?? 'no date'}). {title}.{publisher && ` ${publisher}.`}
            {url && ` ${url}`}
            <br />
            <small>
              {limits}
              {!verified && ' Not yet checked against the original.'}
            </small>
          </li>
        ))}
      </ol>
    </section>
  );
}
