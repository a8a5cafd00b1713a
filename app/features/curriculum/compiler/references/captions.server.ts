import { wordsOf } from '#app/features/curriculum/courses/spoken-rules.ts';

/** Captions of a recorded line (WebVTT): when what is said, in the words that stand on the page. */

/** A line of times, to the thousandth of a second; hours where there are any. */
const times =
  /^((?:\d{2,}:)?[0-5]\d:[0-5]\d\.\d{3})[ \t]+-->[ \t]+((?:\d{2,}:)?[0-5]\d:[0-5]\d\.\d{3})(?:[ \t]|$)/;

function secondsOf(time: string): number {
  return time.split(':').reduce((sum, part) => sum * 60 + Number(part), 0);
}

const bareWords = (text: string) =>
  wordsOf(text)
    .map((word) => word.toLowerCase().replace(/[^\p{L}\p{N}]/gu, ''))
    .filter((word) => word !== '');

/**
 * What is wrong with captions of a line, as the rest of a sentence about their file; null: nothing.
 * @param words the line as it stands on the page
 */
export function findCaptionsProblem(vtt: string, words: string): string | null {
  const [head = '', ...blocks] = vtt
    .replace(/\r\n?/g, '\n')
    .trim()
    .split(/\n{2,}/);
  if (!/^WEBVTT(?=[ \t\n]|$)/.test(head)) return 'is no WebVTT; its first line is `WEBVTT`.';
  const said: string[] = [];
  let before = 0;
  for (const block of blocks.filter((each) => !/^(NOTE|STYLE|REGION)\b/.test(each))) {
    const lines = block.split('\n');
    const at = lines.findIndex((line) => line.includes('-->'));
    const match = times.exec(lines[at] ?? '');
    if (match === null)
      return `has a caption without times: “${lines[0]}”; write \`00:00.000 --> 00:02.500\` above its words.`;
    const [from, to] = [secondsOf(match[1] ?? ''), secondsOf(match[2] ?? '')];
    if (from < before || to <= from)
      return `goes back in time at \`${match[1]}\`; each caption begins after the one before, and ends after it began.`;
    before = from;
    said.push(
      ...bareWords(
        lines
          .slice(at + 1)
          .join(' ')
          .replace(/<[^>]*>/g, ''),
      ),
    );
  }
  const line = bareWords(words);
  const differs = Array.from({ length: Math.max(line.length, said.length) }).findIndex(
    (_each, index) => line[index] !== said[index],
  );
  if (differs === -1) return null;
  return `says “${said[differs] ?? 'nothing more'}” where the line says “${line[differs] ?? 'nothing more'}”; captions are in the words of the line.`;
}
