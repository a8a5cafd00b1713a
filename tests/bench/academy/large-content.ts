import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { benchCourse } from './content.ts';

/**
 * Content as large as it may be, in the benchmark's course: its first lesson with 300 kB of text and a conversation of
 * forty scenes, its first quiz with 120 questions.
 */

const letters = 300_000;
const scenes = 40;
const questions = 120;

const folder = (contentDir: string) => join(contentDir, 'courses', benchCourse.id, '01-part');
/** The id of the large lesson's conversation. */
export const largeScenario = 'large-conversation';

/** A scene with three ways on; the last ends the conversation. */
function toScene(_value: unknown, index: number): string {
  const scene = (ahead: number) => `scene-${Math.min(index + ahead, scenes - 1)}`;
  const last = index === scenes - 1;
  const choices = [1, 2, 3].map(
    (ahead) =>
      `- ["I hear you, and I will stay for ${ahead} minutes more."](#${scene(ahead)})\n` +
      '  > Resident: She looks up, and for the first time today she puts the pen down.\n' +
      '  > Officer: You gave a reason and then you waited, which costs nothing.\n' +
      `  > Kind: ${['best', 'fair', 'weak'][ahead - 1]}`,
  );
  return [
    `<Scene id="scene-${index}" title="Step ${index + 1} of the way"${last ? ' end="good"' : ''}>`,
    `Somebody opens the door for the ${index + 1}. time this evening, and waits to hear what you will say to it.`,
    ...(last ? [] : [choices.join('\n')]),
    '</Scene>',
  ].join('\n\n');
}

/** Enlarges what `writeBenchContent` wrote. */
export function enlargeContent(contentDir: string): void {
  const lesson = join(folder(contentDir), '01-lesson.mdx');
  const text = readFileSync(lesson, 'utf8');
  const blocks = text
    .split('---\n')
    .slice(2)
    .join('---\n')
    .split('\n\n')
    .filter((block) => /^[A-Z]/.test(block) && !/[<{]/.test(block));
  const more: string[] = [];
  for (let length = 0, next = 0; length < letters; next += 1) {
    const block = `${next % 10 === 0 ? `## Part ${next}\n\n` : ''}${blocks[next % blocks.length]}`;
    more.push(block);
    length += block.length;
  }
  const conversation = `<Scenario id="${largeScenario}" title="A long evening">\n\nYou are Officer Reyes.\n\n${Array.from({ length: scenes }, toScene).join('\n\n')}\n\n</Scenario>`;
  writeFileSync(lesson, `${text}\n\n${more.join('\n\n')}\n\n${conversation}\n`);
  const quiz = join(folder(contentDir), 'quiz.mdx');
  const [head = '', ...items] = readFileSync(quiz, 'utf8').split(/^(?=<Question )/m);
  const all = Array.from({ length: questions }, (_, index) =>
    (items[index % items.length] ?? '').replace(
      / id="([^"]+)"/,
      index < items.length ? '$&' : ` id="$1-${index}"`,
    ),
  );
  writeFileSync(quiz, head + all.join(''));
}

/** How many questions get another key. */
const corrected = 20;

/** Gives questions of the quiz another right option, as who finds a wrong key does after it was taken. @returns their ids */
export function correctKeys(contentDir: string): string[] {
  const quiz = join(folder(contentDir), 'quiz.mdx');
  const [head = '', ...items] = readFileSync(quiz, 'utf8').split(/^(?=<Question )/m);
  const ids: string[] = [];
  const mended = items.map((item) => {
    const isChoice = item.split('- [x]').length === 2 && item.includes('- [ ]');
    if (!isChoice || ids.length === corrected) return item;
    ids.push(/ id="([^"]+)"/.exec(item)?.[1] ?? '');
    // The first of the others in place of the right one.
    return item.replace('- [x]', '- [-]').replace('- [ ]', '- [x]').replace('- [-]', '- [ ]');
  });
  writeFileSync(quiz, head + mended.join(''));
  return ids;
}

/** Changes the large lesson, as a new edition does. */
export function reviseLesson(contentDir: string, words: string): void {
  const lesson = join(folder(contentDir), '01-lesson.mdx');
  writeFileSync(lesson, `${readFileSync(lesson, 'utf8')}\n${words}\n`);
}
