import { describe, expect, it } from 'vitest';
import { toAnnouncement, toItemText, toNotSubmitted, toSummary } from './answer-words.client.ts';

const standing = {
  answered: 12,
  total: 20,
  waiting: 0,
  refused: 0,
  reach: 'ok',
  durable: true,
} as const;

describe('the words of saving', () => {
  it('say "saved" only when nothing waits', () => {
    expect(toSummary(standing)).toBe('12 of 20 answered, all saved');
    expect(toSummary({ ...standing, answered: 0 })).toBe('0 of 20 answered');
    expect(toSummary({ ...standing, waiting: 1 })).toBe('12 of 20 answered, saving');
    expect(toSummary({ ...standing, refused: 2 })).toBe('12 of 20 answered, 2 of them not saved');
    expect(toSummary({ ...standing, waiting: 2, reach: 'away' })).toBe(
      '12 of 20 answered; 2 answers waiting, kept in this browser',
    );
    expect(toSummary({ ...standing, waiting: 1, reach: 'away', durable: false })).toBe(
      '12 of 20 answered; 1 answer waiting, kept only while this page is open',
    );
    expect(toSummary({ ...standing, reach: 'closed' })).toBe('This attempt is closed');
  });

  it('name the state of an item', () => {
    expect(toItemText('saved', 'ok', '10:42')).toBe('Saved 10:42');
    expect(toItemText('unsaved', 'away')).toBe('Not saved, trying again');
    expect(toItemText('unsaved', 'signed-out')).toBe('Not saved');
    expect(toItemText('open', 'ok')).toBe('Not answered');
  });

  it('are read out when the way to the server changes, not with every answer', () => {
    expect(toAnnouncement('ok', 'ok')).toBeNull();
    expect(toAnnouncement('ok', 'away')).toMatch(/^No connection/);
    expect(toAnnouncement('away', 'ok')).toMatch(/All answers saved/);
    expect(toAnnouncement('ok', 'held')).toMatch(/^This attempt is on hold/);
    expect(toAnnouncement('held', 'ok')).toMatch(/^The attempt goes on/);
  });

  it('say what is safe when submitting fails', () => {
    expect(toNotSubmitted(0)).toMatch(/Every answer is saved/);
    expect(toNotSubmitted(3)).toMatch(/3 answers waiting in this browser/);
  });
});
