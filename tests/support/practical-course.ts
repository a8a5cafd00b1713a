import type { PracticalBody, SurveyBody } from '#app/features/curriculum/courses/schema.ts';
import { forgetSnapshot } from '#app/features/curriculum/courses/snapshot.server.ts';
import { createRevision, publishItem } from '#tests/factories/content.ts';
import { publishLearningCourse } from './learning-course.ts';

/** A course to learn whose first module has a practical, and which has a survey. */
export type PracticalCourse = Awaited<ReturnType<typeof publishPracticalCourse>>;

type Rubric = PracticalBody['frontmatter']['rubric'];

function toPractical(id: string, lesson: string, shown: Rubric): PracticalBody {
  const levels = (name: string): [string, string, string] => [
    `${name} at nought`,
    `${name} at one`,
    `${name} at two`,
  ];
  const criterion = (name: string, critical: boolean) => ({
    id: `${id}-${name}`,
    html: `${name} <em>heard</em>`,
    critical,
    levels: levels(name),
  });
  return {
    frontmatter: {
      id,
      title: 'Practical of module 1',
      summary: 'Made for a test.',
      minutes: 70,
      lessons: [lesson],
      contentNotes: ['Somebody shouts.'],
      rubric: shown,
      edition: 3,
    },
    blocks: [
      { type: 'html', html: '<h2 id="section-runs">How it runs</h2><p>Choose a stop word.</p>' },
      { type: 'html', html: '<h2 id="section-door">Role-play: the door</h2><p>20 minutes.</p>' },
      { type: 'html', html: '<h3 id="section-cadet">For the cadet</h3><p>You know little.</p>' },
      {
        type: 'html',
        html: '<h3 id="section-player">For the role-players</h3><p>You are Luis.</p><p>You lost your father.</p>',
      },
      { type: 'html', html: '<h3 id="section-rater">For the rater</h3><p>Write it down.</p>' },
      {
        type: 'rubric',
        rubric: {
          id: `${id}-rubric`,
          title: 'The door',
          lesson,
          pass: 4,
          levels: ['Not shown', 'Partly', 'Secure'],
          criteria: [criterion('Voice', false), criterion('Safety', true), criterion('End', false)],
        },
      },
      { type: 'html', html: '<h2 id="section-after">Afterwards</h2><p>Talk about it.</p>' },
    ],
    outline: [
      { id: 'section-runs', text: 'How it runs', depth: 2 },
      { id: 'section-door', text: 'Role-play: the door', depth: 2 },
      { id: 'section-cadet', text: 'For the cadet', depth: 3 },
      { id: 'section-player', text: 'For the role-players', depth: 3 },
      { id: 'section-rater', text: 'For the rater', depth: 3 },
      { id: 'section-after', text: 'Afterwards', depth: 2 },
    ],
  };
}

function toSurvey(id: string): SurveyBody {
  return {
    frontmatter: {
      id,
      title: 'How you see it',
      summary: 'Made for a test.',
      minutes: 5,
      edition: 1,
      answers: ['Disagree', 'Neither', 'Agree'],
      when: ['Before the course', 'After the course'],
    },
    blocks: [
      { type: 'html', html: '<p>Tick one circle.</p>' },
      {
        type: 'scale',
        id: `${id}-voice`,
        title: 'Voice',
        statements: [
          { id: 'o1', html: 'I let people finish.' },
          { id: 'o2', html: 'Talk wastes time.' },
        ],
      },
      {
        type: 'scale',
        id: `${id}-care`,
        title: 'Care',
        statements: [{ id: 'o3', html: 'I ask why.' }],
      },
      {
        type: 'rank',
        id: `${id}-caller`,
        promptHtml: 'A caller cries.',
        replies: [
          { id: 'r1', html: '"Take your time."' },
          { id: 'r2', html: '"The address?"' },
        ],
      },
    ],
  };
}

/** See `PracticalCourse`. The second statement of the survey is scored in reverse. */
export async function publishPracticalCourse(
  given: { dates?: { opensOn?: string; dueOn?: string }; rubric?: Rubric } = {},
) {
  const made = await publishLearningCourse(given);
  const [module = ''] = made.modules;
  const [practical, survey] = [`${module}-practical`, `${made.course}-survey`];
  const body = toPractical(practical, made.lessons.checks, given.rubric ?? 'before');
  const title = body.frontmatter.title;
  const revision = await createRevision({ kind: 'practical', contentId: practical, title, body });
  await publishItem(revision, { courseId: made.course, moduleId: module, position: 1998 });
  const surveyRevision = await createRevision({
    kind: 'survey',
    contentId: survey,
    title: 'How you see it',
    body: toSurvey(survey),
    key: {
      [`${survey}-voice`]: { correct: ['o2'], feedback: {}, misconceptions: {} },
    },
  });
  await publishItem(surveyRevision, { courseId: made.course, position: 900_000 });
  forgetSnapshot();
  return { ...made, module, practical, survey };
}
