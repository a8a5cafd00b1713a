import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';

/** Pairs that may meet on a page, as `front / back: least ratio`. 4.5 for words, 3 for shapes and borders of controls. */
const pairs: readonly [front: string, back: string, least: number][] = [
  ...[
    'paper',
    'raised',
    'sunken',
    'accent-soft',
    'done-soft',
    'attention-soft',
    'problem-soft',
  ].map((back): [string, string, number] => ['ink', back, 7]),
  ...['paper', 'raised', 'sunken', 'accent-soft'].map((back): [string, string, number] => [
    'muted',
    back,
    4.5,
  ]),
  ...['accent', 'done', 'attention', 'problem'].flatMap((front): [string, string, number][] => [
    [front, 'paper', 4.5],
    [front, 'raised', 4.5],
    [front, 'sunken', 4.5],
    [front, `${front}-soft`, 4.5],
    [front, 'accent-soft', 3],
    // Labels set in paper on the state's own color.
    ['paper', front, 4.5],
  ]),
  ['on-accent', 'accent', 4.5],
  ['paper', 'ink', 7],
  ...['paper', 'raised', 'sunken'].map((back): [string, string, number] => ['edge', back, 3]),
  // Hairlines only divide: visible, and never the only sign of anything.
  ['rule', 'paper', 1.2],
  ['rule', 'raised', 1.2],
];

type Oklch = { l: number; c: number; h: number };
type Rgb = [red: number, green: number, blue: number];

const number = '(\\d*\\.?\\d+)';
const color = `oklch\\(${number} ${number} ${number}\\)`;
const token = new RegExp(`--([a-z-]+): light-dark\\(${color}, ${color}\\);`, 'g');

/** Every style sheet there is, as path and text. */
const sheets = readdirSync('app', { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.css'))
  .map((file): [string, string] => [file, readFileSync(join('app', file), 'utf8')]);

const tokensCss = new Map(sheets).get('ui/tokens.css') ?? '';

/** Color tokens of tokens.css: name to its light and dark value. */
function readTokens(): Map<string, { light: Oklch; dark: Oklch }> {
  return new Map(
    [...tokensCss.matchAll(token)].map(([, name = '', ...values]) => {
      const [l = 0, c = 0, h = 0, darkL = 0, darkC = 0, darkH = 0] = values.map(Number);
      return [name, { light: { l, c, h }, dark: { l: darkL, c: darkC, h: darkH } }];
    }),
  );
}

/**
 * OKLCH to linear-light sRGB. Source: Björn Ottosson, "A perceptual color space for image processing" (2020),
 * https://bottosson.github.io/posts/oklab/, the matrices as published there.
 */
function toLinearRgb({ l, c, h }: Oklch): Rgb {
  const a = c * Math.cos((h * Math.PI) / 180);
  const b = c * Math.sin((h * Math.PI) / 180);
  const long = (l + 0.3963377774 * a + 0.2158037573 * b) ** 3;
  const medium = (l - 0.1055613458 * a - 0.0638541728 * b) ** 3;
  const short = (l - 0.0894841775 * a - 1.291485548 * b) ** 3;
  return [
    4.0767416621 * long - 3.3077115913 * medium + 0.2309699292 * short,
    -1.2684380046 * long + 2.6097574011 * medium - 0.3413193965 * short,
    -0.0041960863 * long - 0.7034186147 * medium + 1.707614701 * short,
  ];
}

/** Contrast ratio of two colors by WCAG 2.2 (relative luminance of linear-light sRGB). */
function contrast(one: Oklch, other: Oklch): number {
  const [darker = 0, lighter = 0] = [one, other]
    .map((value) => {
      const [red, green, blue] = toLinearRgb(value);
      return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
    })
    .sort((first, second) => first - second);
  return (lighter + 0.05) / (darker + 0.05);
}

const tokens = readTokens();
const names = [...tokens.keys()];

describe('color tokens', () => {
  test('black and white make 21 : 1, so the conversion holds', () => {
    expect(contrast({ l: 0, c: 0, h: 0 }, { l: 1, c: 0, h: 0 })).toBeCloseTo(21, 1);
  });

  test('every color in tokens.css is read, and is in a pair', () => {
    expect(names).toHaveLength(tokensCss.match(/: light-dark\(/g)?.length ?? 0);
    const paired = new Set([...pairs.map(([front]) => front), ...pairs.map(([, back]) => back)]);
    expect(names.filter((name) => !paired.has(name))).toEqual([]);
    expect([...paired].filter((name) => !tokens.has(name))).toEqual([]);
  });

  test('no other style sheet makes a color of its own', () => {
    const own = sheets.filter(([, css]) => /#[\da-f]{3,8}\b|\b(?:rgb|hsl|oklch)\(/i.test(css));
    expect(own.map(([file]) => file)).toEqual(['ui/tokens.css']);
  });

  test.each(names)('--%s can be shown in sRGB as it is', (name) => {
    for (const scheme of ['light', 'dark'] as const) {
      const value = tokens.get(name)?.[scheme];
      for (const channel of value ? toLinearRgb(value) : [Number.NaN]) {
        expect(channel).toBeGreaterThan(-0.001);
        expect(channel).toBeLessThan(1.001);
      }
    }
  });

  test.each(pairs)('--%s on --%s is at least %s : 1, light and dark', (front, back, least) => {
    for (const scheme of ['light', 'dark'] as const) {
      const one = tokens.get(front)?.[scheme];
      const other = tokens.get(back)?.[scheme];
      expect(one && other ? contrast(one, other) : 0, scheme).toBeGreaterThanOrEqual(least);
    }
  });
});
