import { mkdirSync, readdirSync, readFileSync, truncateSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { sha256 } from '#app/features/curriculum/compiler/files/hash.server.ts';
import { toProblemLine } from '#app/features/curriculum/compiler/files/problems.server.ts';
import { findOfficeProblem } from '#app/features/curriculum/compiler/references/office-file.server.ts';
import { formatBytes } from '#app/words/numbers.ts';
import { officeFileOf, zipOf } from '#tests/support/office-file.ts';
import { tones } from '#tests/support/sound.ts';
import { copyCourse, itemOf, lessonText } from './fixture-course.ts';

/** What lies beside a lesson for its readers to keep or to listen to. */

const folder = '01-first-module';
const page = `${folder}/03-made.mdx`;
const pdf = Buffer.from('%PDF-1.7\n');
const { mp3 } = tones;
const oldWord = Buffer.from('d0cf11e0a1b11ae1', 'hex');

function courseWith(body: string, files: Readonly<Record<string, Uint8Array>> = {}) {
  const course = copyCourse();
  for (const [name, bytes] of Object.entries(files)) course.write(`${folder}/${name}`, bytes);
  course.write(page, lessonText(body));
  return course;
}

/** What an author reads of a lesson with this text, and files beside it. */
async function problemsOf(body: string, files: Readonly<Record<string, Uint8Array>> = {}) {
  const { problems } = await courseWith(body, files).load();
  return problems.map(toProblemLine).map((line) => line.replace(`${page}:`, ''));
}

async function htmlOf(body: string, files: Readonly<Record<string, Uint8Array>>) {
  const course = courseWith(body, files);
  const content = await course.load();
  expect(content.problems.map(toProblemLine)).toEqual([]);
  const { output } = itemOf(content, 'made-lesson');
  if (output?.kind !== 'lesson') throw new Error('no lesson');
  const html = output.body.blocks.map((block) => ('html' in block ? block.html : '')).join('\n');
  return { html, assets: join(course.dataDir, 'assets') };
}

describe('a link to a handout', () => {
  test.each([
    ['Sheet.docx', officeFileOf('docx'), 'DOCX'],
    ['sheet.xlsx', officeFileOf('xlsx'), 'XLSX'],
    ['sheet.pptx', officeFileOf('pptx'), 'PPTX'],
    ['sheet.PDF', pdf, 'PDF'],
  ])('to %s says what it is and how large, and leads to a copy', async (name, bytes, kind) => {
    const { html, assets } = await htmlOf(`The [stop list](./${name}).`, { [name]: bytes });
    const ending = kind.toLowerCase();
    const file = `${sha256(bytes).slice(0, 16)}.${ending}`;
    expect(html).toBe(
      `<p>The <a href="/files/${file}?name=${name.split('.')[0]}">stop list (${kind}, 1\u00a0kB)</a>.</p>`,
    );
    expect(readFileSync(join(assets, file))).toEqual(bytes);
  });

  test('says sizes as they are, and keeps the page of a PDF that it leads to', async () => {
    const bytes = Buffer.concat([pdf, Buffer.alloc(1_234_000)]);
    const { html } = await htmlOf('[Law](./the%20law.pdf#page=3)', { 'the law.pdf': bytes });
    expect(html).toMatch(
      /href="\/files\/[0-9a-f]{16}\.pdf\?name=the\+law#page=3">Law \(PDF, 1\.3\u00a0MB\)<\/a>/,
    );
  });

  test.each<[string, Uint8Array, string]>([
    [
      'a.docx',
      Buffer.from('no archive'),
      '`a.docx` is no DOCX inside, or was cut off; save it as .docx anew.',
    ],
    [
      'a.docx',
      zipOf({ 'a.txt': 'x' }),
      '`a.docx` is no DOCX inside, or was cut off; save it as .docx anew.',
    ],
    [
      'a.docx',
      officeFileOf('xlsx'),
      '`a.docx` is no DOCX inside, or was cut off; save it as .docx anew.',
    ],
    [
      'a.pptx',
      officeFileOf('pptx').subarray(0, -30),
      '`a.pptx` is no PPTX inside, or was cut off; save it as .pptx anew.',
    ],
    [
      'a.xlsx',
      Buffer.from('PK'),
      '`a.xlsx` is no XLSX inside, or was cut off; save it as .xlsx anew.',
    ],
    [
      'a.docx',
      oldWord,
      '`a.docx` is protected by a password or of an older kind; save it as .docx, without a password.',
    ],
    [
      'a.docx',
      officeFileOf('docm'),
      '`a.docx` holds macros, programs that would run on readers’ computers; save it without them, as .docx.',
    ],
    [
      'a.xlsx',
      officeFileOf('xlsx', ['application/vnd.ms-office.vbaProject']),
      '`a.xlsx` holds macros, programs that would run on readers’ computers; save it without them, as .xlsx.',
    ],
    [
      'a.pdf',
      officeFileOf('docx'),
      '`a.pdf` is no PDF inside; save it as .pdf anew, or give it the ending of what it is.',
    ],
    [
      'a.docm',
      officeFileOf('docm'),
      '`a.docm` cannot be a handout: it may hold macros, programs that run on readers’ computers; save it as .pdf, .docx, .xlsx or .pptx.',
    ],
    [
      'a.xlsb',
      officeFileOf('xlsx'),
      '`a.xlsb` cannot be a handout: it may hold macros, programs that run on readers’ computers; save it as .pdf, .docx, .xlsx or .pptx.',
    ],
    ['a.odt', zipOf({}), '`a.odt` cannot be a handout: save it as .pdf, .docx, .xlsx or .pptx.'],
    [
      'a.exe',
      Buffer.from('MZ'),
      '`a.exe` cannot be a handout: save it as .pdf, .docx, .xlsx or .pptx.',
    ],
    [
      'a.png',
      Buffer.from('x'),
      '`a.png` cannot be a handout: show it as `![what it shows](./file)`.',
    ],
    [
      'a.mp4',
      Buffer.from('x'),
      '`a.mp4` cannot be a handout: play it with `<Video>`, with captions and a transcript.',
    ],
    [
      'a.mp3',
      mp3,
      '`a.mp3` cannot be a handout: play it with `<Audio>`, and write its transcript between the tags.',
    ],
  ])('to %s (%#) is refused where it stands', async (name, bytes, message) => {
    const told = message.replace('`a.', `\`${folder}/a.`);
    expect(await problemsOf(`Text.\n\nThe [sheet](./${name}).`, { [name]: bytes })).toEqual([
      `13:5 error bad-asset ${told}`,
    ]);
  });

  test('to a file over 25 MB is refused, and so is one to a folder', async () => {
    const course = courseWith('[Sheet](./big.pdf) and [folder](./folder.pdf)', { 'big.pdf': pdf });
    truncateSync(join(course.contentDir, folder, 'big.pdf'), 25_000_001);
    mkdirSync(join(course.contentDir, folder, 'folder.pdf'));
    const { problems } = await course.load();
    expect(problems.map(({ message }) => message)).toEqual([
      '`01-first-module/big.pdf` has 25.1 MB; it may have 25 MB. Make it smaller.',
      'there is no file `01-first-module/folder.pdf` in the course’s folder; add it or correct the name. There is: `big.pdf`, `sheet.pdf`.',
    ]);
  });
});

test('an Office document that was cut off is none, wherever it ends', () => {
  const whole = officeFileOf('docx');
  for (let length = 0; length < whole.length - 4; length += 1)
    expect(findOfficeProblem(whole.subarray(0, length), 'docx')).toContain('was cut off');
  expect(findOfficeProblem(whole, 'docx')).toBeNull();
});

test('an archive that unpacks to more than a document says is no document', () => {
  const word = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml';
  const types = `<Types><Override ContentType="${word}"/></Types>`.padEnd(2_000_000);
  const file = zipOf({ '[Content_Types].xml': types });
  expect(file.length).toBeLessThan(20_000);
  expect(findOfficeProblem(file, 'docx')).toContain('is no DOCX inside');
});

describe('a recording', () => {
  const audio = (words: string, src = './call.mp3') =>
    `<Audio src="${src}" title="A call about noise">\n\n${words}\n\n</Audio>`;

  test.each<[string, Uint8Array]>([
    ['call.mp3', mp3],
    ['call.m4a', tones.m4a],
    ['call.ogg', tones.ogg],
    ['call.wav', tones.wav],
  ])('%s (%#) gets a native player, and its transcript below', async (name, bytes) => {
    const { html, assets } = await htmlOf(audio('**Caller:** It is loud.', `./${name}`), {
      [name]: bytes,
    });
    const file = `${sha256(bytes).slice(0, 16)}${name.slice(4)}`;
    const told = `${name.slice(5).toUpperCase()}, 0:01, ${formatBytes(bytes.length)}`;
    expect(html).toBe(
      '<figure class="audio">' +
        `<figcaption class="audio-title">A call about noise (${told})</figcaption>` +
        `<audio class="audio-player" src="/files/${file}?name=call" controls preload="none" aria-label="A call about noise"></audio>` +
        '<details class="audio-transcript"><summary>Transcript</summary><div class="audio-transcript-text">' +
        '<p><strong>Caller:</strong> It is loud.</p></div></details></figure>',
    );
    expect(readdirSync(assets)).toContain(file);
  });

  test.each([
    [
      '<Audio src="./call.mp3" title="A call" />',
      'component-contents <Audio> is empty; write its transcript, who speaks and what is to be heard, between <Audio> and </Audio>.',
    ],
    [
      '<Audio src="./call.mp3">\n\nWords.\n\n</Audio>',
      'missing-attribute <Audio> needs `title`: `<Audio src="./call.mp3" title="A call about noise">`.',
    ],
    [
      '<Audio title="A call">\n\nWords.\n\n</Audio>',
      'missing-attribute <Audio> needs `src`: `<Audio src="./call.mp3" title="A call about noise">`.',
    ],
    [
      audio('Words.', './none.mp3'),
      'bad-asset there is no file `01-first-module/none.mp3` in the course’s folder; add it or correct the name. There is: `call.mp3`, `text.wav`.',
    ],
    [
      audio('Words.', './text.wav'),
      'bad-asset `01-first-module/text.wav` is no WAV inside; save it as .wav anew, or give it the ending of what it is.',
    ],
    [
      audio('Words.', './sheet.pdf'),
      'bad-asset `01-first-module/sheet.pdf` cannot be a recording; its ending must be one of mp3, m4a, ogg, wav.',
    ],
    [
      '<audio src="./call.mp3" />',
      'raw-html the tag <audio> is not used in lessons: write <Audio>.',
    ],
  ])('%s is refused', async (body, told) => {
    const files = { 'call.mp3': mp3, 'text.wav': Buffer.from('no sound') };
    expect(await problemsOf(body, files)).toEqual([`11:1 error ${told}`]);
  });
});
