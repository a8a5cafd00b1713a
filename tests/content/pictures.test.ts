import { existsSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import sharp, { type SharpOptions } from 'sharp';
import { describe, expect, test } from 'vitest';
import { loadContent } from '#app/features/curriculum/compiler/course/content.server.ts';
import { toProblemLine } from '#app/features/curriculum/compiler/files/problems.server.ts';
import { pictureSizes } from '#app/features/curriculum/items/picture-rules.ts';
import { copyCourse, itemOf, lessonText } from './fixture-course.ts';

/** What becomes of pictures beside a lesson. */

const folder = '01-first-module';
const page = `${folder}/03-made.mdx`;

/** A picture of noise, which no program packs to nothing. */
const noise = (width: number, height: number) =>
  sharp({
    create: {
      width,
      height,
      channels: 3,
      background: 'gray',
      noise: { type: 'gaussian', mean: 128, sigma: 30 },
    },
  });

const plain = (width: number, height: number) =>
  sharp({
    create: { width, height, channels: 3, background: 'navy' },
    limitInputPixels: false,
  } as SharpOptions);

function courseWith(body: string, files: Readonly<Record<string, Uint8Array>>) {
  const course = copyCourse();
  for (const [name, bytes] of Object.entries(files)) course.write(`${folder}/${name}`, bytes);
  course.write(page, lessonText(body));
  return { ...course, assets: join(course.dataDir, 'assets') };
}

type Course = ReturnType<typeof courseWith>;

async function pictureOf(course: Course) {
  const content = await course.load();
  expect(content.problems.map(toProblemLine)).toEqual([]);
  const { output } = itemOf(content, 'made-lesson');
  const img = /<img[^>]*>/.exec(JSON.stringify(output?.body).replaceAll('\\"', '"'))?.[0] ?? '';
  const attribute = (name: string) => new RegExp(` ${name}="([^"]*)"`).exec(img)?.[1];
  const files = (attribute('srcset') ?? attribute('src') ?? '')
    .split(', ')
    .map((each) => (each.split(' ')[0] ?? '').replace('/files/', ''));
  return { img, attribute, files, bytesOf: (file = '') => readFileSync(join(course.assets, file)) };
}

async function problemsOf(body: string, files: Readonly<Record<string, Uint8Array>>) {
  const { problems } = await courseWith(body, files).load();
  return problems.map(toProblemLine);
}

const figure = '<Figure src="./a.jpg" alt="A door." />';

describe('a photograph', () => {
  test.each([
    ['in a figure', figure, 'jpeg'],
    ['in a paragraph', 'See ![A door.](./a.jpg) here.', 'png'],
    [
      'in a question',
      '<Check id="door" objective="made-lesson-objective">\n\n![A door.](./a.jpg)\n\nWhich?\n\n- [x] One\n  > Yes.\n- [ ] Two\n  > No.\n\n</Check>',
      'webp',
    ],
  ] as const)('%s comes in the widths that pages show', async (_where, body, format) => {
    const bytes = await noise(1600, 800).toFormat(format).toBuffer();
    const { attribute, files, bytesOf } = await pictureOf(courseWith(body, { 'a.jpg': bytes }));
    expect(attribute('srcset')).toMatch(
      /^\/files\/[0-9a-f]{16}\.webp 480w, \/files\/[0-9a-f]{16}\.webp 960w, \/files\/[0-9a-f]{16}\.webp 1440w$/,
    );
    expect(attribute('src')).toBe(`/files/${files[2]}`);
    expect(attribute('sizes')).toBe(pictureSizes);
    expect([attribute('width'), attribute('height')]).toEqual(['1440', '720']);
    expect([attribute('loading'), attribute('alt')]).toEqual(['lazy', 'A door.']);
    const made = await Promise.all(files.map((file) => sharp(bytesOf(file)).metadata()));
    expect(made.map(({ format, width, height }) => [format, width, height])).toEqual([
      ['webp', 480, 240],
      ['webp', 960, 480],
      ['webp', 1440, 720],
    ]);
  });

  test.each([
    [200, ['200']],
    [480, ['480']],
    [500, ['500']],
    [700, ['480', '700']],
    [1000, ['480', '1000']],
    [1300, ['480', '960', '1300']],
  ])('of %i pixels is made no wider', async (width, widths) => {
    const bytes = await noise(width, 100).jpeg().toBuffer();
    const { attribute, files, bytesOf } = await pictureOf(courseWith(figure, { 'a.jpg': bytes }));
    const metadata = await Promise.all(files.map((file) => sharp(bytesOf(file)).metadata()));
    expect(metadata.map((each) => String(each.width))).toEqual(widths);
    expect(attribute('width')).toBe(widths.at(-1));
    expect(attribute('srcset') === undefined).toBe(widths.length === 1);
    expect(attribute('sizes') === undefined).toBe(widths.length === 1);
  });

  test('does not tell where, when and by whom it was taken', async () => {
    const exif = {
      IFD0: { Artist: 'Pat Doe', Make: 'A camera' },
      IFD3: { GPSLatitudeRef: 'N', GPSLatitude: '51/1 30/1 3230/100' },
    };
    const xmp = '<x:xmpmeta xmlns:x="adobe:ns:meta/"><!-- Pat Doe --></x:xmpmeta>';
    const bytes = await noise(700, 400).jpeg().withExif(exif).withXmp(xmp).toBuffer();
    expect(bytes.includes('Pat Doe')).toBe(true);
    const { files, bytesOf } = await pictureOf(courseWith(figure, { 'a.jpg': bytes }));
    expect(files).toHaveLength(2);
    for (const file of files) {
      const { exif, xmp, iptc } = await sharp(bytesOf(file)).metadata();
      expect([exif, xmp, iptc]).toEqual([undefined, undefined, undefined]);
      expect(bytesOf(file).includes('Pat Doe')).toBe(false);
    }
  });

  test('that lies on its side is stood up', async () => {
    // Red above, blue below as it is to be seen; the camera lay on its side.
    const upright = await plain(100, 200)
      .composite([{ input: await plain(100, 100).tint('red').png().toBuffer(), top: 0, left: 0 }])
      .png()
      .toBuffer();
    const lying = await sharp(upright)
      .rotate(270)
      .withMetadata({ orientation: 6 })
      .jpeg()
      .toBuffer();
    expect((await sharp(lying).metadata()).width).toBe(200);
    const { attribute, files, bytesOf } = await pictureOf(courseWith(figure, { 'a.jpg': lying }));
    expect([attribute('width'), attribute('height')]).toEqual(['100', '200']);
    const { data, info } = await sharp(bytesOf(files[0]))
      .raw()
      .toBuffer({ resolveWithObject: true });
    expect([info.width, info.height]).toEqual([100, 200]);
    const at = (y: number) => [...data.subarray((y * 100 + 50) * info.channels).subarray(0, 3)];
    const [red = 0, , blue = 0] = at(20);
    expect(red).toBeGreaterThan(blue);
    const [lowRed = 0, , lowBlue = 0] = at(180);
    expect(lowBlue).toBeGreaterThan(lowRed);
  });

  test('comes out the same, byte for byte, whoever makes it', async () => {
    const bytes = await noise(1000, 700).jpeg().toBuffer();
    const [one, other] = await Promise.all(
      [1, 2].map(async () => {
        const { files, bytesOf } = await pictureOf(courseWith(figure, { 'a.jpg': bytes }));
        return files.map((file) => [file, bytesOf(file).toString('base64')]);
      }),
    );
    expect(one).toEqual(other);
  });

  test('is made once: what is there is not made again, and what was lost is', async () => {
    const course = courseWith(figure, { 'a.jpg': await noise(700, 400).jpeg().toBuffer() });
    const { files } = await pictureOf(course);
    const [narrow = '', wide = ''] = files;
    const stampOf = (file: string) => statSync(join(course.assets, file)).ino;
    const before = stampOf(wide);
    rmSync(join(course.assets, narrow));
    expect((await course.load()).compiled).toBe(0);
    expect(existsSync(join(course.assets, narrow))).toBe(true);
    expect(stampOf(wide)).toBe(before);
    expect(readdirSync(course.assets).filter((file) => !/^[0-9a-f]{16}\.\w+$/.test(file))).toEqual(
      [],
    );
  });
});

test('a drawing in pixels keeps its lines as they are', async () => {
  const drawing = await plain(400, 300)
    .composite([{ input: await noise(30, 30).png().toBuffer(), top: 20, left: 20 }])
    .png()
    .toBuffer();
  const { files, bytesOf } = await pictureOf(
    courseWith('![A plan.](./a.png)', { 'a.png': drawing }),
  );
  const rawOf = (bytes: Buffer) => sharp(bytes).removeAlpha().raw().toBuffer();
  expect((await rawOf(bytesOf(files[0]))).equals(await rawOf(drawing))).toBe(true);
});

test('a picture that moves still does', async () => {
  const frames = await Promise.all(
    [0, 1, 2].map((index) =>
      plain(800, 400)
        .composite([
          {
            input: Buffer.from(
              `<svg width="${index + 9}" height="9"><rect width="99" height="9" fill="red"/></svg>`,
            ),
          },
        ])
        .png()
        .toBuffer(),
    ),
  );
  const gif = await sharp(frames, { join: { animated: true } })
    .gif({ delay: [90, 90, 90] })
    .toBuffer();
  const { attribute, files, bytesOf } = await pictureOf(
    courseWith('![A sign.](./a.gif)', { 'a.gif': gif }),
  );
  expect([attribute('width'), attribute('height')]).toEqual(['800', '400']);
  const made = await Promise.all(files.map((file) => sharp(bytesOf(file)).metadata()));
  expect(made.map(({ pages, width, height }) => [pages, width, height])).toEqual([
    [3, 480, 240],
    [3, 800, 400],
  ]);
});

test('a drawing in lines stays as it is, and its page knows its size', async () => {
  const svg =
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 3000 1500"><title>Plan</title></svg>';
  const { attribute, files, bytesOf } = await pictureOf(
    courseWith('![A plan.](./a.svg)', { 'a.svg': Buffer.from(svg) }),
  );
  expect([attribute('width'), attribute('height'), attribute('srcset')]).toEqual([
    '3000',
    '1500',
    undefined,
  ]);
  expect(bytesOf(files[0]).toString()).toBe(svg);
});

test('the picture of a hot spot keeps its proportions and comes in widths', async () => {
  const course = copyCourse('item-types');
  const path = '01-all-types/quiz.mdx';
  course.write('01-all-types/photo.jpg', await noise(2400, 1800).jpeg({ quality: 40 }).toBuffer());
  const before = itemOf(await course.load(), 'all-types-quiz').output;
  course.edit(path, /\]\(\.\/[a-z-]+\.svg\)/, '](./photo.jpg)');
  const content = await course.load();
  expect(content.problems.map(toProblemLine)).toEqual([]);
  const after = itemOf(content, 'all-types-quiz').output;
  const pictureIn = (output: typeof after) =>
    output?.kind === 'quiz' ? output.body.items.find(({ picture }) => picture)?.picture : null;
  expect(pictureIn(after)).toMatchObject({ width: 1440, height: 1080 });
  expect(pictureIn(after)?.srcset).toMatch(/ 480w, .* 960w, .* 1440w$/);
  expect(pictureIn(after)?.areas.length).toBeGreaterThan(1);
  expect(pictureIn(before)?.srcset).toBeNull();
});

describe('what is refused, at its line', () => {
  const refused = (message: string) => [
    `${page}:13:1 error bad-asset \`${folder}/a.jpg\` ${message}`,
  ];
  const body = `Text.\n\n${figure}`;
  const unreadable =
    'cannot be read to its end as a picture; open it in a program for pictures and save it anew, as PNG or JPEG.';
  const tooLarge = 'is larger than a picture may be, 50 million pixels in all; make it smaller.';

  test('a small file that unpacks to a huge picture', async () => {
    const bomb = await plain(12_000, 12_000).png({ compressionLevel: 9 }).toBuffer();
    expect(bomb.length).toBeLessThan(1_000_000);
    expect(await problemsOf(body, { 'a.jpg': bomb })).toEqual(refused(tooLarge));
  });

  test('one that says that it is small, and has many frames', async () => {
    const frames = await Promise.all(
      ['red', 'blue', 'red', 'blue', 'red'].map((background) =>
        sharp({ create: { width: 4000, height: 3000, channels: 3, background } })
          .png()
          .toBuffer(),
      ),
    );
    const bomb = await sharp(frames, { join: { animated: true }, limitInputPixels: false })
      .gif({ effort: 1, colours: 2 })
      .toBuffer();
    expect(await problemsOf(body, { 'a.jpg': bomb })).toEqual(refused(tooLarge));
  });

  test('one that was cut off, in every format', async () => {
    for (const format of ['jpeg', 'png', 'webp', 'gif'] as const) {
      const whole = await noise(300, 300).toFormat(format).toBuffer();
      const half = whole.subarray(0, whole.length / 2);
      expect(await problemsOf(body, { 'a.jpg': half }), format).toEqual(refused(unreadable));
    }
  });

  test('what is no picture, a drawing that calls itself a photograph among it', async () => {
    const svg = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>';
    const tiff = await noise(9, 9).tiff().toBuffer();
    for (const bytes of [Buffer.from('x'), Buffer.alloc(0), Buffer.from(svg), tiff])
      expect(await problemsOf(body, { 'a.jpg': bytes })).toEqual(refused(unreadable));
  });

  test('more bytes than a camera makes', async () => {
    const bytes = Buffer.concat([await noise(9, 9).jpeg().toBuffer(), Buffer.alloc(20_000_000)]);
    expect(await problemsOf(body, { 'a.jpg': bytes })).toEqual(
      refused('has 20.1 MB; a picture may have 20 MB. Make it smaller.'),
    );
  });

  test('the same without a data folder, where nothing is kept', async () => {
    const { contentDir } = courseWith(body, { 'a.jpg': Buffer.from('x') });
    const { problems } = await loadContent({ contentDir, dataDir: null });
    expect(problems.map(toProblemLine)).toEqual(refused(unreadable));
  });
});
