import { afterEach, describe, expect, it, vi } from 'vitest';
import { type Answers, AttemptEnd, leaveWhenClosed } from './attempt-end.client.ts';
import type { AttemptPage } from './attempt-page.client.ts';

type Reply = { redirected?: string; remaining?: number; held?: true } | Error;

/** Answers requests one after the other; the last reply again and again. */
function answerWith(...replies: Reply[]) {
  const asked = vi.fn(async () => {
    const reply = replies.length > 1 ? replies.shift() : replies[0];
    if (!reply || reply instanceof Error) throw reply ?? new Error('no reply');
    const body = reply.held
      ? '<div data-held="true">'
      : `<attempt-form data-remaining="${reply.remaining ?? 0}">`;
    const response = new Response(body, { status: 200 });
    const { redirected = '' } = reply;
    return Object.defineProperties(response, {
      redirected: { value: redirected !== '' },
      url: { value: redirected },
    });
  });
  vi.stubGlobal('fetch', asked);
  return asked;
}

afterEach(() => void vi.unstubAllGlobals());

describe('leaveWhenClosed', () => {
  it('asks until the attempt is closed, through a lost connection, then goes to the result', async () => {
    const asked = answerWith(
      { remaining: 0 },
      new TypeError('network'),
      { remaining: 0 },
      {
        redirected: 'http://localhost/result',
      },
    );
    const went: string[] = [];
    await leaveWhenClosed('/attempt', (url) => went.push(url), 1);
    expect(went).toEqual(['http://localhost/result']);
    expect(asked).toHaveBeenCalledTimes(4);
  });

  it('loads the page anew when the server says that time is left', async () => {
    answerWith({ remaining: 0 }, { remaining: 61_000 });
    const went: string[] = [];
    await leaveWhenClosed('/attempt', (url) => went.push(url), 1);
    expect(went).toEqual(['/attempt']);
  });

  it('and when the attempt is on hold', async () => {
    answerWith({ remaining: 0 }, { held: true });
    const went: string[] = [];
    await leaveWhenClosed('/attempt', (url) => went.push(url), 1);
    expect(went).toEqual(['/attempt']);
  });
});

describe('AttemptEnd', () => {
  function setUp(isSent: () => boolean) {
    const did: string[] = [];
    const note = (name: string) => () => void did.push(name);
    // What the end of an attempt asks of its page, and nothing else.
    const page = {
      endTime: note('endTime'),
      announce: note('announce'),
      showTime: () => {},
      callTime: () => {},
      showClosing: (message: string) => void did.push(message),
    };
    const answers: Answers = {
      flush: async () => void did.push('flush'),
      show: note('show'),
      isSent,
    };
    const location = { assign: (url: string) => void did.push(url) };
    vi.stubGlobal('location', location);
    return { did, end: new AttemptEnd('a1', page as Partial<AttemptPage> as AttemptPage, answers) };
  }

  it('at the end of time closes the page, says so, and sends what waits', () => {
    const asked = answerWith(new Error('away'));
    const { did, end } = setUp(() => false);
    end.start('0');
    expect(did).toEqual(['endTime', 'announce', 'show', 'flush']);
    expect(asked).not.toHaveBeenCalled();
    end.stop();
  });

  it('asks for the result only once everything is sent', async () => {
    const asked = answerWith({ redirected: 'http://localhost/result' });
    let sent = false;
    const { did, end } = setUp(() => sent);
    end.start('0');
    end.leaveIfSent();
    expect(asked).not.toHaveBeenCalled();
    sent = true;
    end.leaveIfSent();
    end.leaveIfSent();
    await vi.waitFor(() => expect(did).toContain('http://localhost/result'));
    expect(asked).toHaveBeenCalledTimes(1);
  });

  it('goes to the result, with how many answers came too late, when the deadline closed the attempt', () => {
    const { did, end } = setUp(() => true);
    end.close({ closedBy: 'deadline', saved: [], late: 2, message: 'Time ran out.' });
    expect(did).toEqual(['Time ran out.', '/learn/attempts/a1/result?late=2']);
  });

  it('stays and says why when the attempt was closed by something else', () => {
    const { did, end } = setUp(() => true);
    end.close({ closedBy: 'submitted', saved: [], late: 1, message: 'It was submitted.' });
    expect(did).toEqual(['It was submitted.']);
  });

  it('counts nothing down without a deadline', () => {
    const { did, end } = setUp(() => true);
    end.start(undefined);
    end.look();
    end.sync(0);
    end.leaveIfSent();
    expect(did).toEqual([]);
  });
});
