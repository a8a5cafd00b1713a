import { describe, expect, it } from 'vitest';
import { type GridBodyPlace, writeGridBody } from './grid-body-rules.ts';
import type { Cell, GridRow } from './grid-rules.ts';

const row = (given: Partial<GridRow> = {}): GridRow => ({
  id: 'u1',
  name: 'Ann Able',
  email: 'ann@x.test',
  badgeNumber: null,
  disabled: false,
  namesake: false,
  cells: [],
  activeSeconds: 0,
  done: 3,
  implausible: 0,
  rereads: 0,
  score: 0.799,
  lastSeenAt: null,
  own: null,
  behindBy: 0,
  failed: [],
  usedUp: [],
  unseenDays: null,
  ...given,
});
const place: GridBodyPlace = {
  lessons: 4,
  schedule: { timeZone: 'America/Halifax', today: '2026-11-22' },
  cadetHref: (id) => `/cadets/${id}`,
  now: new Date('2026-11-22T12:00:00Z'),
};
const write = (given: Partial<GridRow>) => writeGridBody([row(given)], place);

describe('the body of the grid', () => {
  it('is a row a cadet: a head with a link, three sums, a cell a column', () => {
    const completed = {
      at: '2026-11-20T12:00:00Z',
      minutes: 10,
      activeSeconds: 300,
      accepted: false,
    };
    const cells: Cell[] = [
      { kind: 'lesson', state: 'done', completed },
      { kind: 'lesson', state: 'underway', completed: null },
      { kind: 'quiz', state: 'failed', best: 0.57, attempts: 2 },
      { kind: 'quiz', state: 'open', best: null, attempts: 0 },
    ];
    expect(write({ cells })).toBe(
      [
        '<tr><td class="pick"><input type="checkbox" name="cadet" value="u1" aria-label="Choose Ann Able"></td>',
        '<th scope="row" title="Ann Able"><a href="/cadets/u1">Ann Able</a></th>',
        '<td class="sum">3/4</td><td class="sum">79%</td><td class="sum">never</td>',
        '<td class="s-done">done</td><td class="s-underway">under way</td>',
        '<td class="shape s-failed">57<span class="vh">%, failed</span></td>',
        '<td class="s-open">open</td></tr>',
      ].join(''),
    );
  });

  it('says who is behind, without a score, disabled, and when each was seen', () => {
    expect(write({ behindBy: 2 })).toContain(
      '<td class="sum shape s-overdue">3/4<span class="vh">, behind by 2</span></td>',
    );
    expect(write({ score: null })).toContain('<td class="sum">–</td>');
    expect(write({ own: { dueOn: '2026-12-08', isOther: false, expected: 2 } })).toContain(
      '<th scope="row" class="two-lines" title="Ann Able (due Tue 8 Dec)">',
    );
    expect(write({ disabled: true })).toContain(
      '<th scope="row" class="two-lines" title="Ann Able (account disabled)">',
    );
    expect(write({ namesake: true, email: 'ann@x.test' })).toContain(
      '<th scope="row" class="two-lines" title="Ann Able (ann@x.test)">',
    );
    expect(write({ lastSeenAt: new Date('2026-11-22T17:00:00Z') })).toContain('>today<');
    // Midnight has passed since the page began.
    expect(write({ lastSeenAt: new Date('2026-11-23T17:00:00Z') })).toContain('>today<');
    // Still the 20th in Halifax.
    expect(write({ lastSeenAt: new Date('2026-11-21T03:59:00Z') })).toContain('>2 d ago<');
  });

  it('lets no name and no address out of its place', () => {
    const name = `"><script>alert('x')</script>&`;
    const html = writeGridBody([row({ name })], { ...place, cadetHref: () => '/x?a="b"&c=d' });
    expect(html).not.toMatch(/<script|"b"|'x'/);
    expect(html).toContain(
      'title="&quot;&gt;&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt;&amp;"><a href="/x?a=&quot;b&quot;&amp;c=d">',
    );
  });

  it('is nothing without cadets', () => expect(writeGridBody([], place)).toBe(''));
});
