import { beforeAll, describe, expect, test } from 'vitest';
import { db, newId } from '#app/db/client.server.ts';
import { walk } from '#app/features/learning/scenarios/rules.ts';
import { paths } from '#app/paths.ts';
import { createCohort, createUser, enroll } from '#tests/factories/people.ts';
import { TestBrowser } from '#tests/support/app.ts';
import { publishScenarioCourse, type ScenarioCourse } from '#tests/support/scenario-course.ts';
import { toScenario } from '#tests/support/scenario-shapes.ts';

let made: ScenarioCourse;
let teacher: TestBrowser;

beforeAll(async () => {
  made = await publishScenarioCourse();
  teacher = await TestBrowser.signedInAs(made.instructor.id);
});

type Plan = { number?: number; revisionId?: string; skipped?: boolean };

/** A run that is over, as playing leaves it: with these choices, or skipped. */
async function addRun(of: ScenarioCourse, userId: string, choices: string[], plan: Plan = {}) {
  const { number = 1, revisionId = of.revision.id, skipped = false } = plan;
  const scenario = toScenario('wake');
  const way = walk(scenario, choices);
  const at = new Date();
  await db.scenarioRun.create({
    data: {
      id: newId(),
      userId,
      lessonId: of.lesson,
      scenarioId: 'wake',
      revisionId,
      number,
      startedAt: at,
      endedAt: at,
      skipped,
      endingId: way?.finished ? way.scene.id : null,
      choices: {
        create: (way?.steps ?? []).map(({ scene, choice }, index) => ({
          step: index + 1,
          sceneId: scene.id,
          choiceId: choice.id,
          toScene: choice.to,
          chosenAt: at,
        })),
      },
    },
  });
}

async function addPlayers(of: ScenarioCourse, count: number, choices: string[], plan: Plan = {}) {
  const cadets = [];
  for (let index = 0; index < count; index += 1) {
    const cadet = await of.addCadet();
    await addRun(of, cadet.id, choices, plan);
    cadets.push(cadet);
  }
  return cadets;
}

const flowPath = (of: ScenarioCourse, revision?: string) =>
  paths.cohortScenario(of.cohort.id, 'wake', { revision });

/** The rows of a page's tables as text. */
function rowsOf(html: string): string[] {
  const rows = html.match(/<tr>[\s\S]*?<\/tr>/g) ?? [];
  return rows.map((row) =>
    row
      .replace(/<[^>]*>/g, ' ')
      .replace(/\s+/g, ' ')
      .trim(),
  );
}

describe('the ways of a cohort', () => {
  test('are hidden while fewer than five have finished', async () => {
    const four = await addPlayers(made, 4, ['ask', 'warm']);
    await addRun(made, (await made.addCadet()).id, [], { skipped: true });
    await addRun(made, (await made.addCadet()).id, ['ask']);
    const { status, text, html } = await teacher.get(flowPath(made));
    expect(status).toBe(200);
    expect(text).toContain('Of 6 cadets, fewer than 5 finished this version');
    expect(text).toContain('2 have not finished the conversation yet');
    expect(text).toContain('Shown from 5 cadets on');
    expect(html).not.toContain('<svg role="img"');
    const loaded = await teacher.get(flowPath(made).replace('wake', 'wake.data'));
    expect(loaded.html).not.toContain('Words of');
    // Later runs count for nobody: still four.
    await addRun(made, four[0]?.id ?? '', ['shout', 'leave'], { number: 2 });
    expect((await teacher.get(flowPath(made))).text).toContain('Shown from 5 cadets on');
  });

  test('show the first finished runs, as a picture and as a table, and no small number', async () => {
    const own = await publishScenarioCourse();
    const browser = await TestBrowser.signedInAs(own.instructor.id);
    await addPlayers(own, 12, ['ask', 'warm']);
    await addPlayers(own, 5, ['ask', 'order']);
    const [shouter] = await addPlayers(own, 2, ['shout', 'leave']);
    await addRun(own, shouter?.id ?? '', ['ask', 'warm'], { number: 2 });
    // Someone who left, and someone of another cohort, count nowhere.
    const gone = await createUser();
    await enroll(own.cohort.id, gone.id, { withdrawnAt: new Date() });
    await addRun(own, gone.id, ['wait', 'order']);
    await addRun(own, (await createUser()).id, ['wait', 'order']);
    const { text, html } = await browser.get(flowPath(own));
    expect(text).toContain('Of 19 cadets, 19 finished this version');
    expect(text).toContain('All have finished the conversation.');
    const rows = rowsOf(html);
    expect(rows).toContain(
      'Title of door A. Words of shout. leads to Title of row Weak fewer than 5 not shown',
    );
    expect(rows).toContain(
      'Title of door B. Words of ask. leads to Title of wake Strong 15 to 19 about 90%',
    );
    expect(rows).toContain(
      'Title of door C. Words of wait. leads to Title of wake Fair fewer than 5 not shown',
    );
    expect(rows).toContain(
      'Title of wake B. Words of warm. leads to Title of quiet Strong 10 to 14 about 70%',
    );
    expect(rows).toContain('Title of quiet A good ending 10 to 14');
    expect(rows).toContain('Title of away A safe ending: you stepped back fewer than 5');
    expect(html.match(/<svg role="img" aria-label="[^"]*table below[^"]*"/)).not.toBeNull();
    const picture = /<svg role="img"[\s\S]*?<\/svg>/.exec(html)?.[0] ?? '';
    expect(picture).toContain('B · 15–19');
    expect(picture).toContain('A · under 5');
    expect(picture).not.toMatch(/· [0-4]</);
  });

  test('are told version by version: other words around it are the same version', async () => {
    const own = await publishScenarioCourse();
    const browser = await TestBrowser.signedInAs(own.instructor.id);
    await addPlayers(own, 3, ['ask', 'warm']);
    const reworded = await own.publishLesson(' Other words.');
    await addPlayers(own, 4, ['ask', 'warm'], { revisionId: reworded.id });
    const one = await browser.get(flowPath(own));
    expect(one.text).toContain('Of 7 cadets, 7 finished this version');
    expect(one.text).not.toContain('(now)');

    const other = await own.publishLesson('', { title: 'Another wake' });
    await addPlayers(own, 6, ['ask', 'order'], { revisionId: other.id });
    const now = await browser.get(flowPath(own));
    expect(now.text).toContain('Of 13 cadets, 6 finished this version');
    expect(now.text).toContain('(now)');
    expect(rowsOf(now.html).join()).toContain('Title of fine A poor ending 6');
    const before = await browser.get(flowPath(own, reworded.id));
    expect(before.text).toContain('Of 13 cadets, 7 finished this version');
    expect(rowsOf(before.html).join()).toContain('Title of quiet A good ending 7');
    expect((await browser.get(flowPath(own, 'no-such-revision'))).status).toBe(404);
  });

  test('are found from the cohort’s page, lesson by lesson', async () => {
    const cohort = await teacher.get(paths.cohort(made.cohort.id));
    expect(cohort.html).toContain(`href="${paths.cohortScenarios(made.cohort.id)}"`);
    const list = await teacher.get(paths.cohortScenarios(made.cohort.id));
    expect(list.html).toContain(`href="${flowPath(made)}"`);
    const rows = rowsOf(list.html);
    expect(rows[1]).toMatch(/^Conversation wake 1\.1 Lesson .* 4 of 6$/);
    expect(rows[2]).toMatch(/^Conversation grief .* 0 of 6$/);
  });
});

describe('who sees them', () => {
  const places = () => [flowPath(made), paths.cohortScenarios(made.cohort.id)];

  test('the cohort’s instructor and administrators; for another instructor they are not there', async () => {
    const admin = await TestBrowser.signedInAs((await createUser({ roles: ['admin'] })).id);
    const stranger = await createUser({ roles: ['instructor'] });
    await createCohort({ instructorIds: [stranger.id] });
    const other = await TestBrowser.signedInAs(stranger.id);
    const cadet = await TestBrowser.signedInAs((await made.addCadet()).id);
    for (const place of places()) {
      expect((await teacher.get(place)).status).toBe(200);
      expect((await admin.get(place)).status).toBe(200);
      expect((await other.get(place)).status).toBe(404);
      expect((await cadet.get(place)).status).toBe(403);
    }
  });

  test('what is not there is not found', async () => {
    const { id } = made.cohort;
    for (const place of [
      paths.cohortScenario(id, 'no-such-scenario'),
      paths.cohortScenario(id, 'wake', { course: 'no-such-course' }),
      paths.cohortScenario('no-such-cohort', 'wake'),
      paths.cohortScenarios(id, 'no-such-course'),
    ]) {
      expect((await teacher.get(place)).status, place).toBe(404);
    }
  });
});
