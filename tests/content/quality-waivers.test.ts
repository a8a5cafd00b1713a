import { describe, expect, test } from 'vitest';
import { toProblemLine } from '#app/features/curriculum/compiler/files/problems.server.ts';
import type { ContentProblem } from '#app/features/curriculum/courses/schema.ts';
import { applyWaivers, parseWaivers } from '#app/features/curriculum/quality/waivers.server.ts';

const today = '2026-11-22';
const lines = ['---', '', 'The thug ran.', 'He said "thug" twice.', 'End.'];

function finding(line: number, rule = 'P13-blocked'): ContentProblem {
  return { file: 'a.mdx', line, column: 1, rule, level: 'error', message: `wrong on ${line}` };
}

function waiver(more: string, rule = 'P13-blocked'): string {
  return `- rule: ${rule}\n  file: a.mdx\n${more}  reason: The lesson is about this very word.\n  by: A. Editor\n  until: 2027-05-01\n`;
}

function apply(text: string, found: ContentProblem[], checked = true) {
  const { problems, waived } = applyWaivers(
    found,
    parseWaivers(text),
    (path) => (path === 'a.mdx' ? { lines, checked } : null),
    today,
  );
  return { left: problems.map(toProblemLine), waived: waived.map(({ problem }) => problem.line) };
}

describe('a waiver', () => {
  test('takes out the finding on its line and no other', () => {
    const { left, waived } = apply(waiver('  line: 3\n'), [finding(3), finding(4)]);
    expect(waived).toEqual([3]);
    expect(left).toEqual(['a.mdx:4:1 error P13-blocked wrong on 4']);
  });

  test('finds its place by its words, also after lines were added above', () => {
    const { waived } = apply(waiver('  text: said "thug"\n'), [finding(4)]);
    expect(waived).toEqual([4]);
    expect(apply(waiver('  text: somebody else\n'), [finding(5)]).waived).toEqual([]);
  });

  test('without a place takes out all findings of its rule in its file', () => {
    const { left, waived } = apply(waiver(''), [finding(3), finding(4), finding(3, 'P7-proof')]);
    expect([waived, left]).toEqual([[3, 4], ['a.mdx:3:1 error P7-proof wrong on 3']]);
  });

  test('that is not needed is a finding, but not of a file that could not be checked', () => {
    expect(apply(waiver(''), []).left).toEqual([
      expect.stringMatching(/^waivers\.yml:1:3 error waiver-unused /),
    ]);
    expect(apply(waiver(''), [], false).left).toEqual([]);
  });

  test('holds on its last day and not on the day after', () => {
    const until = (day: string) => waiver('').replace('2027-05-01', day);
    expect(apply(until(today), [finding(3)]).left).toEqual([]);
    expect(apply(until('2026-11-21'), [finding(3)]).left).toEqual([
      'a.mdx:3:1 error P13-blocked wrong on 3',
      expect.stringContaining('waiver-expired'),
    ]);
    expect(apply(until('2027-11-22'), [finding(3)]).left).toEqual([]);
    expect(apply(until('2027-11-23'), [finding(3)]).left).toContainEqual(
      expect.stringContaining('write 2027-11-22 at the latest'),
    );
  });

  test('cannot be for what keeps a file from being published, nor for another waiver', () => {
    for (const rule of ['unknown-source', 'waiver-unused', 'P13-bloked']) {
      const { left } = apply(waiver('', rule), [finding(3, rule)]);
      expect(left).toContainEqual(expect.stringContaining('error waiver-rule'));
      expect(left).toContainEqual(`a.mdx:3:1 error ${rule} wrong on 3`);
    }
    expect(apply(waiver('', 'P13-bloked'), []).left[0]).toContain('Did you mean `P13-blocked`?');
  });

  test('for a file that is not there is a finding', () => {
    const text = waiver('').replace('a.mdx', 'b.mdx');
    expect(apply(text, []).left).toEqual([expect.stringContaining('there is no file `b.mdx`')]);
  });
});

describe('waivers.yml', () => {
  test('with errors says where, and keeps the waivers without', () => {
    const text = `${waiver('  line: 3\n')}- rule: P13-blocked\n  file: a.mdx\n  reason: too short\n  until: May\n`;
    const { problems, waivers } = parseWaivers(text);
    expect(waivers).toHaveLength(1);
    expect(problems.map(toProblemLine)).toEqual([
      expect.stringMatching(/^waivers\.yml:9:3 error bad-value `reason` must have at least 20/),
      expect.stringMatching(/^waivers\.yml:7:3 error missing-key `by` is missing/),
      expect.stringMatching(/^waivers\.yml:10:3 error bad-value `until`: write the date as YYYY/),
    ]);
  });

  test('may be empty, and must be a list', () => {
    expect(parseWaivers('# nothing yet\n')).toEqual({ waivers: [], problems: [] });
    expect(parseWaivers('rule: P1-authors\n').problems[0]?.message).toContain('holds a list');
  });
});
