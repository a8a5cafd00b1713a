import { beforeAll, describe, expect, test } from 'vitest';
import { db } from '#app/db/client.server.ts';
import { paths } from '#app/paths.ts';
import { createUser, enroll } from '#tests/factories/people.ts';
import { type Page, TestBrowser } from '#tests/support/app.ts';
import { publishScenarioCourse, type ScenarioCourse } from '#tests/support/scenario-course.ts';

let made: ScenarioCourse;
let path: string;

beforeAll(async () => {
  made = await publishScenarioCourse();
  path = paths.lesson(made.course, made.lesson);
});

/** A cadet at the lesson page. `reply` sends a reply as the page that stands at this run and step would. */
async function newPlayer(of = made) {
  const cadet = await of.addCadet();
  const browser = await TestBrowser.signedInAs(cadet.id);
  const at = paths.lesson(of.course, of.lesson);
  let revision = of.revision.id;
  const send = (fields: Record<string, string>) => browser.post(at, fields);
  return {
    cadet,
    browser,
    send,
    page: () => browser.get(at),
    readRevision: async () => {
      revision = /name="revision" value="([^"]+)"/.exec((await browser.get(at)).html)?.[1] ?? '';
    },
    reply: (step: number, choice: string, run = 1, scenario = 'wake') =>
      send({
        intent: 'choose-reply',
        scenario,
        revision,
        choice,
        run: String(run),
        step: String(step),
      }),
    start: (run: number, scenario = 'wake') =>
      send({ intent: 'start-scenario', scenario, run: String(run) }),
    skip: (run: number, scenario = 'grief') =>
      send({ intent: 'skip-scenario', scenario, run: String(run) }),
    runs: (scenario = 'wake') => of.runsOf(cadet.id, scenario),
    answers: () => db.checkAnswer.findMany({ where: { userId: cadet.id } }),
  };
}

/** The stage of a scenario in a page's HTML: from its card to the next block of the lesson. */
function stageOf({ html }: Page, scenario = 'wake'): string {
  const from = html.indexOf(`id="scenario-${scenario}"`);
  return html.slice(from, html.indexOf('</section>', html.lastIndexOf('card-actions', from + 1e5)));
}

const landed = (scenario = 'wake') => ({
  status: 302,
  location: `${path}#scenario-${scenario}-now`,
});

const movedOn = 'You have gone on with this conversation since that page was opened';

describe('playing a conversation', () => {
  test('goes from scene to scene to its end, telling what each reply meant', async () => {
    const { cadet, page, reply, runs, answers } = await newPlayer();
    expect((await page()).text).toContain('Text of door.');
    expect(await runs()).toEqual([]);
    expect(await reply(1, 'shout')).toMatchObject(landed());
    const second = await page();
    for (const words of ['Resident of shout.', 'Officer of shout.', 'Text of row.', '1 reply']) {
      expect(second.text).toContain(words);
    }
    expect(await reply(2, 'sorry')).toMatchObject(landed());
    const third = await page();
    expect(third.text).toContain('This is a repair');
    expect(third.text).toContain('3, 2 more than before');
    expect(await answers()).toEqual([]);
    expect(await reply(3, 'warm')).toMatchObject(landed());
    const [run, ...more] = await runs();
    expect(more).toEqual([]);
    expect(run).toMatchObject({
      number: 1,
      openKey: null,
      endingId: 'quiet',
      skipped: false,
      revisionId: made.revision.id,
      endedAt: expect.any(Date),
      choices: [
        { step: 1, sceneId: 'door', choiceId: 'shout', toScene: 'row' },
        { step: 2, sceneId: 'row', choiceId: 'sorry', toScene: 'wake' },
        { step: 3, sceneId: 'wake', choiceId: 'warm', toScene: 'quiet' },
      ],
    });
    expect(await answers()).toMatchObject([
      { checkId: 'wake', correct: true, valueJson: JSON.stringify([run?.id]), tries: 1 },
    ]);
    const end = await page();
    for (const words of [
      'A good ending',
      'Looking back',
      'It cost something here.',
      'Play again',
    ]) {
      expect(end.text).toContain(words);
    }
    expect(end.text).toContain('Stronger here: Words of ask.');
    expect(await db.scenarioRun.count({ where: { userId: cadet.id } })).toBe(1);
  });

  test('sends no graph, no other scene and no kind to the browser before the end', async () => {
    const { browser, reply } = await newPlayer();
    const everything = async () => {
      const [page, loaded] = [await browser.get(path), await browser.get(`${path}.data`)];
      expect([page.status, loaded.status]).toEqual([200, 200]);
      expect(loaded.html).toContain('Text of door.');
      return `${page.html} ${loaded.html}`;
    };
    const seen = (text: string) => [
      ...new Set(
        [...text.matchAll(/(Text|Resident|Officer|Words) of (\w+)/g)].map(
          ([, kind, id]) => `${kind} ${id}`,
        ),
      ),
    ];
    const secrets = /"(best|weak|fair|effects|conditions|to)"|Weak|Strong/g;
    const first = await everything();
    expect(seen(first)).toEqual(['Text door', 'Words shout', 'Words ask', 'Words wait']);
    expect(first.match(secrets)).toBeNull();
    await reply(1, 'ask');
    const second = await everything();
    expect(seen(second).sort()).toEqual([
      'Officer ask',
      'Resident ask',
      'Text door',
      'Text wake',
      'Words ask',
      'Words order',
      'Words warm',
    ]);
    expect(second.match(secrets)).toBeNull();
  });

  test('refuses a reply that is not there, not offered, or of another scene', async () => {
    const { reply, runs, page } = await newPlayer();
    for (const forged of ['no-such-reply', 'warm', 'sorry', '']) {
      const refused = await reply(1, forged);
      expect(refused.status, forged).toBe(400);
      expect(refused.text).toMatch(/That reply is not on offer here|Choose a reply first/);
      expect(refused.text).toContain('Text of door.');
    }
    expect(await runs()).toEqual([]);
    await reply(1, 'wait');
    // Trust is 2 here: what asks for 3 is neither shown nor taken.
    expect((await page()).text).not.toContain('Words of warm.');
    expect((await reply(2, 'warm')).status).toBe(400);
    expect((await runs())[0]?.choices).toHaveLength(1);
  });

  test('a double click, a second tab and a page sent again make no double step', async () => {
    const { reply, runs } = await newPlayer();
    const both = await Promise.all([reply(1, 'ask'), reply(1, 'ask')]);
    expect(both.map(({ status }) => status)).toEqual([302, 302]);
    const late = await reply(1, 'shout');
    expect(late.status).toBe(400);
    expect(late.text).toContain(movedOn);
    expect(late.text).toContain('Text of wake.');
    expect((await reply(3, 'warm')).text).toContain(movedOn);
    await reply(2, 'warm');
    expect(await reply(2, 'warm')).toMatchObject(landed());
    expect((await reply(2, 'order')).text).toContain(movedOn);
    expect(await reply(1, 'ask')).toMatchObject(landed());
    const stored = await runs();
    expect(stored).toHaveLength(1);
    expect(stored[0]?.choices.map(({ choiceId }) => choiceId)).toEqual(['ask', 'warm']);
  });

  test('a run that is not theirs to number is not taken', async () => {
    const { reply, start, runs } = await newPlayer();
    expect((await reply(1, 'ask', 2)).text).toContain(movedOn);
    expect((await reply(2, 'order')).text).toContain(movedOn);
    expect((await start(7)).text).toContain(movedOn);
    expect(await runs()).toEqual([]);
  });
});

describe('playing again', () => {
  test('keeps the first run, and sets the two side by side where they part', async () => {
    const { reply, start, runs, page, answers } = await newPlayer();
    await reply(1, 'ask');
    await reply(2, 'order');
    expect(await start(2)).toMatchObject(landed());
    expect(await start(2)).toMatchObject(landed());
    expect((await page()).text).toContain('Text of door.');
    await reply(1, 'ask', 2);
    await reply(2, 'warm', 2);
    expect((await runs()).map(({ number, endingId }) => [number, endingId])).toEqual([
      [1, 'fine'],
      [2, 'quiet'],
    ]);
    const { text } = await page();
    expect(text).toContain('Run 1 took another path from step 2.');
    expect(text).toContain('Here the paths part');
    expect(text).toContain('A poor ending');
    expect(await answers()).toMatchObject([{ checkId: 'wake', tries: 2 }]);
  });

  test('leaves an open run where it stands', async () => {
    const { reply, start, runs, answers } = await newPlayer();
    await reply(1, 'ask');
    await start(2);
    expect(await runs()).toMatchObject([
      { number: 1, openKey: null, endingId: null, endedAt: expect.any(Date), skipped: false },
      { number: 2, openKey: expect.any(String), endedAt: null, choices: [] },
    ]);
    // The page of the first run, still open in another tab.
    expect((await reply(2, 'warm', 1)).text).toContain(movedOn);
    expect(await answers()).toEqual([]);
  });
});

describe('a conversation with a note', () => {
  test('shows the note first, and may be skipped at once or on the way', async () => {
    const { page, start, skip, reply, runs, answers } = await newPlayer();
    const before = stageOf(await page(), 'grief');
    expect(before).toContain('A family is grieving.');
    expect(before).not.toContain('Text of door.');
    expect(await skip(1)).toMatchObject(landed('grief'));
    expect(await skip(1)).toMatchObject(landed('grief'));
    expect(await runs('grief')).toMatchObject([{ skipped: true, openKey: null, endingId: null }]);
    expect(await answers()).toMatchObject([{ checkId: 'grief', correct: true, tries: 1 }]);
    expect((await page()).text).toContain('You skipped this conversation');
    await start(2, 'grief');
    await reply(1, 'ask', 2, 'grief');
    expect(await skip(2)).toMatchObject(landed('grief'));
    expect((await runs('grief')).map(({ skipped }) => skipped)).toEqual([true, true]);
  });

  test('without one there is no way round', async () => {
    const { skip, runs, answers } = await newPlayer();
    const refused = await skip(1, 'wake');
    expect(refused.status).toBe(400);
    expect(refused.text).toContain('cannot be skipped');
    expect([await runs(), await answers()]).toEqual([[], []]);
  });

  test('after its end it is not skipped any more', async () => {
    const { start, reply, skip, runs } = await newPlayer();
    await start(1, 'grief');
    await reply(1, 'shout', 1, 'grief');
    await reply(2, 'leave', 1, 'grief');
    expect((await skip(1)).text).toContain(movedOn);
    expect(await runs('grief')).toMatchObject([{ endingId: 'away', skipped: false }]);
  });
});

describe('whose conversation it is', () => {
  test('nobody else’s: runs are found by the actor alone', async () => {
    const one = await newPlayer();
    const other = await newPlayer();
    await one.reply(1, 'ask');
    expect((await other.page()).text).toContain('Text of door.');
    expect((await other.reply(2, 'warm')).text).toContain(movedOn);
    expect(await other.runs()).toEqual([]);
    expect((await one.runs())[0]?.choices).toHaveLength(1);
  });

  test('for a cadet without the course, or withdrawn from it, there is nothing', async () => {
    const stranger = await createUser();
    const left = await createUser();
    await enroll(made.cohort.id, left.id, { withdrawnAt: new Date() });
    for (const { id } of [stranger, left]) {
      const browser = await TestBrowser.signedInAs(id);
      const fields = { intent: 'start-scenario', scenario: 'wake', run: '1' };
      expect((await browser.post(path, fields)).status).toBe(404);
      expect(await made.runsOf(id)).toEqual([]);
    }
  });

  test('a scenario that the lesson does not have is a 404, a form that makes no sense a 400', async () => {
    const { start, send } = await newPlayer();
    expect((await start(1, 'no-such-scenario')).status).toBe(404);
    expect((await send({ intent: 'start-scenario' })).status).toBe(400);
    const odd = { intent: 'choose-reply', scenario: 'wake', revision: 'x', choice: 'ask' };
    expect((await send({ ...odd, run: '-1', step: 'two' })).status).toBe(400);
    expect((await send({ ...odd, run: '1', step: '1' })).text).toContain('was changed since');
  });
});
