import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { layoutGraph } from './graph-layout.server.ts';
import { isDrawable, toGraph, toPathData, wrapTitle } from './graph-rules.ts';

const box = (id: string) => ({ id, width: 150, height: 40 });
const way = (from: string, to: string, id = `${from}-${to}`) => ({
  id,
  from,
  to,
  width: 40,
  height: 20,
});

describe('layoutGraph', () => {
  it('puts each scene below the one that leads to it, and no two in the same place', () => {
    const arrows = fc.array(fc.tuple(fc.nat(7), fc.nat(7)), { maxLength: 14 });
    fc.assert(
      fc.property(arrows, (pairs) => {
        const down = pairs.filter(([from, to]) => from < to);
        const boxes = Array.from({ length: 8 }, (_, index) => box(`n${index}`));
        const edges = down.map(([from, to], index) => way(`n${from}`, `n${to}`, `e${index}`));
        const { nodes, width, height } = layoutGraph(boxes, edges);
        for (const { from, to } of edges) {
          expect(nodes.get(from)?.y).toBeLessThan(nodes.get(to)?.y ?? 0);
        }
        const places = [...nodes.values()];
        for (const [index, one] of places.entries()) {
          expect(one.x).toBeLessThanOrEqual(width);
          expect(one.y).toBeLessThanOrEqual(height);
          for (const other of places.slice(index + 1)) {
            const apart = Math.abs(one.x - other.x) >= 150 || Math.abs(one.y - other.y) >= 40;
            expect(apart).toBe(true);
          }
        }
      }),
      { numRuns: 40 },
    );
  });

  it('keeps several ways between the same two apart', () => {
    const { edges } = layoutGraph([box('a'), box('b')], [way('a', 'b', 'x'), way('a', 'b', 'y')]);
    expect(edges.get('x')?.label).not.toEqual(edges.get('y')?.label);
  });

  it('draws a circle, and leaves out a way to a scene that is not there', () => {
    const boxes = [box('a'), box('b')];
    const { edges } = layoutGraph(boxes, [
      way('a', 'b'),
      way('b', 'a'),
      way('b', 'b'),
      way('a', 'c'),
    ]);
    expect([...edges.keys()]).toEqual(['a-b', 'b-a', 'b-b']);
  });
});

describe('a title in a box', () => {
  it('is cut at spaces, and ends in … where it is too long', () => {
    expect(wrapTitle('At the door', 20, 3)).toEqual(['At the door']);
    expect(wrapTitle('Behind the engine with the radio on', 14, 3)).toEqual([
      'Behind the',
      'engine with',
      'the radio on',
    ]);
    expect(wrapTitle('One two three four five six', 5, 2)).toEqual(['One', 'two…']);
  });
});

it('a path begins at its first point and ends at its last', () => {
  const points = [
    { x: 1, y: 2 },
    { x: 3, y: 9 },
    { x: 5, y: 20 },
  ];
  expect(toPathData(points)).toBe('M1 2L2 5.5Q3 9 4 14.5L5 20');
  expect(toPathData([])).toBe('');
});

it('a picture is drawn up to 400 scenes and ways', () => {
  const choices = [0, 1, 2].map((number) => ({ id: `c${number}`, to: 's0' }));
  const scenes = Array.from({ length: 101 }, (_, index) => ({
    id: `s${index}`,
    title: null,
    end: null,
    choices,
  }));
  expect(isDrawable(toGraph({ scenes: scenes.slice(0, 100) }))).toBe(true);
  expect(isDrawable(toGraph({ scenes }))).toBe(false);
});
