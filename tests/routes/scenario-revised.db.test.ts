import { describe, expect, test } from 'vitest';
import { db } from '#app/db/client.server.ts';
import { paths } from '#app/paths.ts';
import { TestBrowser } from '#tests/support/app.ts';
import { publishScenarioCourse, type ScenarioCourse } from '#tests/support/scenario-course.ts';
import { toScenario } from '#tests/support/scenario-shapes.ts';

/** A cadet of a course of their own; `reply` answers what the page shows now, as its form says. */
async function newPlayer() {
  const of: ScenarioCourse = await publishScenarioCourse();
  const cadet = await of.addCadet();
  const browser = await TestBrowser.signedInAs(cadet.id);
  const at = paths.lesson(of.course, of.lesson);
  const page = () => browser.get(at);
  const send = (fields: Record<string, string>) => browser.post(at, fields);
  const readForm = async () => {
    const { html } = await page();
    const field = (name: string) =>
      new RegExp(`name="${name}" value="([^"]*)"`).exec(
        html.split('value="choose-reply"')[1] ?? '',
      )?.[1] ?? '';
    return { run: field('run'), step: field('step'), revision: field('revision') };
  };
  const reply = async (choice: string, form?: Awaited<ReturnType<typeof readForm>>) =>
    send({
      intent: 'choose-reply',
      scenario: 'wake',
      choice,
      ...(form ?? (await readForm())),
    });
  const start = (run: number) =>
    send({ intent: 'start-scenario', scenario: 'wake', run: String(run) });
  return { of, cadet, page, send, reply, start, readForm, runs: () => of.runsOf(cadet.id) };
}

/** The same conversation with other words at the door and another reply there. */
function toChanged() {
  const { scenes } = toScenario('wake');
  const [door, ...rest] = scenes;
  if (!door) throw new Error('no door');
  const choices = door.choices.map((choice) =>
    choice.id === 'ask' ? { ...choice, id: 'greet', html: 'Words of greet.' } : choice,
  );
  return { scenes: [{ ...door, html: '<p>Other text of door.</p>', choices }, ...rest] };
}

describe('when the lesson is revised', () => {
  test('an open run goes on as it was begun, to its end', async () => {
    const { of, page, reply, runs } = await newPlayer();
    await reply('ask');
    await of.publishLesson('', toChanged());
    const { text } = await page();
    expect(text).toContain('Changed since you began');
    expect(text).toContain('Words of ask.');
    expect(text).toContain('Text of wake.');
    expect((await reply('warm')).status).toBe(302);
    expect(await runs()).toMatchObject([{ revisionId: of.revision.id, endingId: 'quiet' }]);
    const end = await page();
    expect(end.text).toContain('Play again to see the new one.');
    expect(end.text).toContain('A good ending');
  });

  test('or is left, and a new one begun with the new words', async () => {
    const { of, page, reply, start, runs } = await newPlayer();
    await reply('ask');
    const changed = await of.publishLesson('', toChanged());
    expect((await start(2)).status).toBe(302);
    const { text } = await page();
    expect(text).toContain('Other text of door.');
    expect(text).not.toContain('Changed since you began');
    await reply('greet');
    expect(await runs()).toMatchObject([
      { number: 1, revisionId: of.revision.id, openKey: null, endingId: null },
      { number: 2, revisionId: changed.id, choices: [{ choiceId: 'greet' }] },
    ]);
  });

  test('a page from before it begins nothing by surprise', async () => {
    const { of, reply, readForm, runs } = await newPlayer();
    const stale = await readForm();
    await of.publishLesson('', toChanged());
    const refused = await reply('ask', stale);
    expect(refused.status).toBe(400);
    expect(refused.text).toContain('was changed since you opened the page');
    expect(refused.text).toContain('Other text of door.');
    expect(await runs()).toEqual([]);
  });

  test('other words around the conversation change nothing for it', async () => {
    const { of, page, reply, readForm, runs } = await newPlayer();
    const stale = await readForm();
    const reworded = await of.publishLesson(' Other words.');
    expect((await reply('ask', stale)).status).toBe(302);
    expect(await runs()).toMatchObject([{ revisionId: reworded.id }]);
    await of.publishLesson(' Other words again.');
    expect((await page()).text).not.toContain('Changed since you began');
    expect((await reply('warm')).status).toBe(302);
    expect(await runs()).toMatchObject([{ endingId: 'quiet' }]);
  });

  test('a run whose words cannot be read any more gives way to a new one', async () => {
    const { of, page, reply, start, runs } = await newPlayer();
    await reply('ask');
    await of.publishLesson('', toChanged());
    await db.scenarioChoice.updateMany({
      where: { run: { lessonId: of.lesson } },
      data: { choiceId: 'lost' },
    });
    expect((await page()).text).toContain('Start the conversation');
    expect((await start(2)).status).toBe(302);
    expect((await reply('greet')).status).toBe(302);
    expect(await runs()).toMatchObject([{ openKey: null }, { number: 2 }]);
  });
});

describe('completing the lesson', () => {
  test('waits for the conversation, and comes with its ending', async () => {
    const { of, cadet, send, page, reply } = await newPlayer();
    const completions = () => db.completion.findMany({ where: { userId: cadet.id } });
    await page();
    await send({ intent: 'finish-reading' });
    await reply('ask');
    expect(await completions()).toEqual([]);
    expect((await page()).html).toContain('href="#scenario-wake"');
    await reply('warm');
    expect(await completions()).toMatchObject([{ lessonId: of.lesson }]);
    const [event] = await db.auditEvent.findMany({
      where: { actorId: cadet.id, action: 'complete-lesson' },
    });
    expect(event?.afterJson).toContain('"checks":["wake"]');
    await send({ intent: 'start-scenario', scenario: 'wake', run: '2' });
    await reply('shout');
    await reply('leave');
    expect(await completions()).toHaveLength(1);
  });
});
