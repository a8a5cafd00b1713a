import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { ClosedReply, SaveReply } from '#app/features/records/gradings/answer-rules.ts';
import { addAnswer, QueueStore, type WaitingAnswer } from './answer-queue.client.ts';
import { AnswerSender, type SendOutcome, sendAnswers, toSaveForm } from './answer-sender.client.ts';

/** A server that keeps the newest answer of each item, as the real one does. */
class FakeServer {
  readonly held = new Map<string, WaitingAnswer>();
  readonly requests: WaitingAnswer[][] = [];

  save(batch: readonly WaitingAnswer[]): SendOutcome {
    this.requests.push([...batch]);
    const reply: SaveReply = { saved: [], newer: {}, time: '10:42', deadlineMs: null, hints: {} };
    for (const answer of batch) {
      const held = this.held.get(answer.itemId);
      if (held && held.seq > answer.seq) reply.newer[answer.itemId] = held;
      else {
        this.held.set(answer.itemId, answer);
        reply.saved.push(answer.itemId);
      }
    }
    return { kind: 'settled', ...reply };
  }
}

function setUp(send: (batch: readonly WaitingAnswer[]) => Promise<SendOutcome>) {
  const store = new QueueStore('test');
  const saved: string[] = [];
  const refused: string[] = [];
  const closed: (ClosedReply | null)[] = [];
  const sender = new AnswerSender(
    '/save',
    store,
    {
      onChange: () => {},
      onSaved: (answers) => saved.push(...answers.map(({ itemId }) => itemId)),
      onRefused: ({ itemId }, message) => refused.push(`${itemId}: ${message}`),
      onClosed: (reply) => closed.push(reply),
    },
    (_url, batch) => send(batch),
  );
  const give = (itemId: string, value: string[], at: number) => {
    store.change((queue) => addAnswer(queue, { itemId, value }, at));
  };
  const waiting = () => Object.keys(store.read().waiting);
  return { store, sender, saved, refused, closed, give, waiting };
}

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

describe('AnswerSender', () => {
  it('sends what waits and lets go of it once it is acknowledged', async () => {
    const server = new FakeServer();
    const { sender, give, waiting, saved } = setUp(async (batch) => server.save(batch));
    give('one', ['a'], 1000);
    give('two', ['b'], 2000);
    await sender.flush();
    expect([waiting(), saved, sender.reach]).toEqual([[], ['one', 'two'], 'ok']);
  });

  it('keeps answers while the server is away, tries again by itself, in order', async () => {
    const server = new FakeServer();
    let away = true;
    const { sender, give, waiting } = setUp(async (batch) =>
      away ? { kind: 'away' } : server.save(batch),
    );
    give('one', ['a'], 1000);
    await sender.flush();
    give('two', ['b'], 2000);
    await sender.flush();
    expect([sender.reach, waiting()]).toEqual(['away', ['one', 'two']]);
    away = false;
    await vi.advanceTimersByTimeAsync(40_000);
    expect([sender.reach, waiting()]).toEqual(['ok', []]);
    expect(server.requests.flat().map(({ itemId }) => itemId)).toEqual(['one', 'two']);
  });

  it('stays signed out, met by another request, until the server answers its person', async () => {
    const server = new FakeServer();
    const { sender, give } = setUp(async (batch) => server.save(batch));
    sender.stopFor('signed-out');
    await vi.advanceTimersByTimeAsync(40_000);
    await sender.flush();
    expect([sender.reach, server.requests]).toEqual(['signed-out', []]);
    sender.goOn();
    expect(sender.reach).toBe('ok');
    sender.stopFor('signed-out');
    give('one', ['a'], 1000);
    await sender.flush();
    await sender.flush();
    expect(sender.reach).toBe('ok');
  });

  it('sends an answer given while a request is under way with the next one', async () => {
    const server = new FakeServer();
    const { sender, give } = setUp(async (batch) => {
      if (server.requests.length === 0) give('one', ['b'], 2000);
      return server.save(batch);
    });
    give('one', ['a'], 1000);
    await sender.flush();
    expect(server.held.get('one')?.value).toEqual(['b']);
    expect(server.requests).toHaveLength(2);
  });

  it('finds the one answer that is refused, and saves the others', async () => {
    const server = new FakeServer();
    const { sender, give, saved, refused, waiting } = setUp(async (batch) =>
      batch.some(({ itemId }) => itemId === 'bad')
        ? { kind: 'refused', message: 'not offered' }
        : server.save(batch),
    );
    for (const [index, itemId] of ['one', 'bad', 'two'].entries())
      give(itemId, ['a'], index * 1000);
    await sender.flush();
    expect([saved, refused, waiting()]).toEqual([['one', 'two'], ['bad: not offered'], []]);
  });

  it('stops at a closed attempt, keeps the answers, and hands on what the server says of them', async () => {
    const reply: ClosedReply = { closedBy: 'deadline', saved: [], late: 1, message: 'Too late.' };
    let calls = 0;
    const { sender, give, waiting, closed } = setUp(async () => {
      calls += 1;
      return { kind: 'closed', reply };
    });
    give('one', ['a'], 1000);
    await sender.flush();
    await sender.flush();
    expect([sender.reach, waiting(), calls]).toEqual(['closed', ['one'], 1]);
    expect(closed).toEqual([reply]);
  });

  it.each(['gone', 'signed-out'] as const)('stops at %s and keeps the answers', async (kind) => {
    let calls = 0;
    const { sender, give, waiting } = setUp(async () => {
      calls += 1;
      return { kind };
    });
    give('one', ['a'], 1000);
    await sender.flush();
    expect([sender.reach, waiting(), calls]).toEqual([kind, ['one'], 1]);
  });

  it('takes an empty acknowledgement for none', async () => {
    const { sender, give, waiting } = setUp(async () => ({
      kind: 'settled',
      saved: [],
      newer: {},
      time: '',
      deadlineMs: null,
      hints: {},
    }));
    give('one', ['a'], 1000);
    await sender.flush();
    expect([sender.reach, waiting()]).toEqual(['away', ['one']]);
  });

  it('loses nothing to lost requests and lost replies (property)', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(fc.nat(3), fc.nat(4)), { minLength: 1, maxLength: 20 }),
        fc.array(fc.constantFrom('ok', 'request lost', 'reply lost'), { maxLength: 30 }),
        async (answers, faults) => {
          const server = new FakeServer();
          const left = [...faults];
          const { sender, store, give, waiting } = setUp(async (batch) => {
            const fault = left.shift() ?? 'ok';
            if (fault === 'request lost') return { kind: 'away' };
            const reply = server.save(batch);
            return fault === 'reply lost' ? { kind: 'away' } : reply;
          });
          const last = new Map<string, string[]>();
          for (const [item, option] of answers) {
            give(`item-${item}`, [`option-${option}`], 0);
            last.set(`item-${item}`, [`option-${option}`]);
            await sender.flush();
          }
          for (let n = 0; n < 40 && waiting().length > 0; n += 1) await sender.flush();
          sender.stop();
          expect(Object.keys(store.read().waiting)).toEqual([]);
          for (const [itemId, value] of last) expect(server.held.get(itemId)?.value).toEqual(value);
        },
      ),
      { numRuns: 200 },
    );
  });
});

describe('sendAnswers', () => {
  const batch = [{ itemId: 'voice', value: ['a', 'b'], seq: 7 }];
  const answerWith = (response: Response | Error) => {
    const fetching = vi.fn(async () => {
      if (response instanceof Error) throw response;
      return response;
    });
    vi.stubGlobal('fetch', fetching);
    return fetching;
  };
  beforeEach(() =>
    vi.stubGlobal('document', { documentElement: { dataset: { madeFor: 'a-cadet' } } }),
  );
  afterEach(() => void vi.unstubAllGlobals());

  it('sends a form and reads the reply', async () => {
    const reply = { saved: ['voice'], newer: {}, time: '10:42', deadlineMs: 60_000, hints: {} };
    const fetching = answerWith(Response.json(reply));
    expect(await sendAnswers('/save', batch)).toEqual({ kind: 'settled', ...reply });
    const [, init] = fetching.mock.calls[0] as [] | [string, RequestInit];
    expect(String(init?.body)).toBe('seq.voice=7&item.voice=a&item.voice=b&madeFor=a-cadet');
    expect(toSaveForm(batch).toString()).toBe('seq.voice=7&item.voice=a&item.voice=b');
  });

  it('sends typed words and how long the item was in view', () => {
    const typed = { itemId: 'words', value: ['restate & ask'], seq: 8, spentMs: 41_000 };
    expect(toSaveForm([typed]).toString()).toBe(
      'seq.words=8&item.words=restate+%26+ask&ms.words=41000',
    );
  });

  it('a closed attempt says what closed it; an answer that says nothing is closed all the same', async () => {
    const reply = { closedBy: 'submitted', saved: [], late: 1, message: 'It was submitted.' };
    answerWith(Response.json(reply, { status: 409 }));
    expect(await sendAnswers('/save', batch)).toEqual({ kind: 'closed', reply });
    answerWith(Response.json({ held: 'This attempt is on hold.' }, { status: 409 }));
    expect(await sendAnswers('/save', [])).toEqual({ kind: 'held' });
    answerWith(new Response('', { status: 409 }));
    expect(await sendAnswers('/save', batch)).toEqual({ kind: 'closed', reply: null });
  });

  it.each([
    [404, 'gone'],
    [403, 'gone'],
    [401, 'signed-out'],
    [500, 'away'],
    [503, 'away'],
    [429, 'away'],
  ])('%i means %s', async (status, kind) => {
    answerWith(new Response('', { status }));
    expect(await sendAnswers('/save', batch)).toEqual({ kind });
  });

  it('a refusal carries its sentence', async () => {
    answerWith(new Response('That option is not offered here.', { status: 422 }));
    expect(await sendAnswers('/save', batch)).toEqual({
      kind: 'refused',
      message: 'That option is not offered here.',
    });
  });

  it('no answer, or one that is no reply, means away', async () => {
    answerWith(new TypeError('network'));
    expect(await sendAnswers('/save', batch)).toEqual({ kind: 'away' });
    answerWith(new Response('<html>', { status: 200 }));
    expect(await sendAnswers('/save', batch)).toEqual({ kind: 'away' });
  });
});
