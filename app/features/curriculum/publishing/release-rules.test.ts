import { describe, expect, test } from 'vitest';
import { releaseInstant } from '#app/time/instants.server.ts';
import { planReleases, type Row, type Scheduled } from './release-rules.ts';

describe('the time of a release on the academy’s clock', () => {
  test.each([
    ['2026-12-01T08:00', 'America/Halifax', '2026-12-01T12:00:00.000Z'],
    ['2026-07-01T08:00', 'America/Halifax', '2026-07-01T11:00:00.000Z'],
    ['2026-07-01T08:00', 'UTC', '2026-07-01T08:00:00.000Z'],
    // The last minute before clocks go forward, and the first after.
    ['2026-03-08T01:59', 'America/Halifax', '2026-03-08T05:59:00.000Z'],
    ['2026-03-08T03:00', 'America/Halifax', '2026-03-08T06:00:00.000Z'],
    // Comes twice: the first of the two.
    ['2026-11-01T01:30', 'America/Halifax', '2026-11-01T04:30:00.000Z'],
    ['2026-11-01T02:00', 'America/Halifax', '2026-11-01T06:00:00.000Z'],
    ['2026-04-05T01:45', 'Australia/Lord_Howe', '2026-04-04T14:45:00.000Z'],
    ['2026-10-04T03:00', 'Pacific/Auckland', '2026-10-03T14:00:00.000Z'],
  ])('%s in %s is %s', (local, zone, instant) => {
    const { at, next } = releaseInstant(local, zone);
    expect([at?.toISOString(), next]).toEqual([instant, null]);
  });

  test.each([
    ['2026-03-08T02:00', 'America/Halifax', '2026-03-08T03:00'],
    ['2026-03-08T02:59', 'America/Halifax', '2026-03-08T03:00'],
    ['2026-10-04T02:15', 'Australia/Lord_Howe', '2026-10-04T02:30'],
    // Samoa had no 30 December 2011 at all.
    ['2011-12-30T12:00', 'Pacific/Apia', '2011-12-31T00:00'],
  ])('%s in %s does not exist; the next time is %s', (local, zone, next) => {
    expect(releaseInstant(local, zone)).toEqual({ at: null, next });
  });
});

const now = new Date('2026-11-22T12:00:00Z');
const later = new Date('2026-12-01T12:00:00Z');
const latest = new Date('2027-01-01T12:00:00Z');

const row = (contentId: string, given: Partial<Row> = {}): Row => ({
  contentId,
  kind: 'lesson',
  courseId: 'course',
  moduleId: 'module',
  position: 1001,
  title: contentId,
  minutes: 5,
  revisionId: `${contentId}-2`,
  ...given,
});
const standing = (contentId: string, given: Partial<Scheduled> = {}): Scheduled => ({
  ...row(contentId, { revisionId: `${contentId}-1` }),
  retiredAt: null,
  pendingRevisionId: null,
  pendingAt: null,
  ...given,
});
const byId = (...rows: Scheduled[]) => new Map(rows.map((each) => [each.contentId, each]));
const ids = (plan: ReturnType<typeof planReleases>) => ({
  publish: plan.publish.map(({ contentId }) => contentId),
  hold: plan.hold.map(({ row: { contentId }, at }) => [contentId, at.toISOString().slice(0, 10)]),
  cancel: plan.cancel.map(({ contentId }) => contentId),
});

describe('what waits', () => {
  test('a change waits for its time; without one, or once it is past, it takes force', () => {
    const rows = [row('a'), row('b'), row('c')];
    const releases = new Map([
      ['a', later],
      ['b', new Date(now.getTime() - 1)],
    ]);
    const published = byId(standing('a'), standing('b'), standing('c'));
    const plan = planReleases(rows, rows, releases, published, now);
    expect(ids(plan)).toEqual({ publish: ['b', 'c'], hold: [['a', '2026-12-01']], cancel: [] });
  });

  test('what waits already the same way is not written again; another time or text is', () => {
    const waiting = standing('a', { pendingRevisionId: 'a-2', pendingAt: later });
    const plan = (revisionId: string, at: Date) =>
      planReleases(
        [row('a', { revisionId })],
        [row('a', { revisionId })],
        new Map([['a', at]]),
        byId(waiting),
        now,
      ).hold.length;
    expect([plan('a-2', later), plan('a-2', latest), plan('a-3', later)]).toEqual([0, 1, 1]);
  });

  test('a lesson that only moved does not wait', () => {
    const moved = row('a', { revisionId: 'a-1', position: 2001 });
    const plan = planReleases([moved], [moved], new Map([['a', later]]), byId(standing('a')), now);
    expect(ids(plan)).toEqual({ publish: ['a'], hold: [], cancel: [] });
  });

  test('a file that says again what is in force takes the waiting revision back', () => {
    const waiting = standing('a', { pendingRevisionId: 'a-2', pendingAt: later });
    const again = row('a', { revisionId: 'a-1' });
    expect(ids(planReleases([], [again], new Map(), byId(waiting), now)).cancel).toEqual(['a']);
    // A file held back for another reason (here: read beside a broken one) takes nothing back.
    expect(ids(planReleases([], [row('a')], new Map(), byId(waiting), now)).cancel).toEqual([]);
  });

  test('what stands in a new module waits as long as that, and the longer of both', () => {
    const module = row('module', { kind: 'module' });
    const rows = [module, row('a'), row('b')];
    const releases = new Map([
      ['module', later],
      ['b', latest],
    ]);
    const published = byId(standing('course', { kind: 'course', moduleId: null }));
    expect(ids(planReleases(rows, rows, releases, published, now)).hold).toEqual([
      ['module', '2026-12-01'],
      ['a', '2026-12-01'],
      ['b', '2027-01-01'],
    ]);
    // In a module that stands already, only the lesson with a time of its own waits.
    const standingModule = byId(...published.values(), standing('module', { kind: 'module' }));
    expect(ids(planReleases(rows, rows, releases, standingModule, now))).toMatchObject({
      publish: ['a'],
      hold: [
        ['module', '2026-12-01'],
        ['b', '2027-01-01'],
      ],
    });
  });
});
