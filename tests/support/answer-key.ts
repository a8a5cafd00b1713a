import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const course = 'content/courses/communication-and-empathy';

/** What a test knows of one question or check, from the author's own file. */
export type KnownItem = {
  id: string;
  right: string[];
  wrong: string[];
  /** Of a matching: left side to right side. */
  pairs: [left: string, right: string][];
  /** Of an ordering: the entries in their right order. */
  order: string[];
  /** Of a number or a short text: an answer that is accepted. */
  typed: string | null;
  /** Feedback lines as plain text: what must not reach a browser before it is released. */
  secrets: string[];
};

/** Markdown to the text a page shows. */
function toPlain(markdown: string): string {
  return markdown.replace(/[*_`]/g, '').replace(/\s+/g, ' ').trim();
}

function readItem(id: string, body: string): KnownItem {
  const item: KnownItem = {
    id,
    right: [],
    wrong: [],
    pairs: [],
    order: [],
    typed: null,
    secrets: [],
  };
  for (const line of body.split('\n')) {
    // Of a place in a picture, without where it lies.
    const option = /^- \[([ x])\] (.+?)(?: \(left [^)]*\))?$/.exec(line);
    if (option) (option[1] === 'x' ? item.right : item.wrong).push(toPlain(option[2] ?? ''));
    const row = /^\| ([^|]+) \| ([^|]+) \|$/.exec(line);
    const [, left = '', right = ''] = row ?? [];
    if (left.trim() && !/^-+$/.test(left.trim())) item.pairs.push([toPlain(left), toPlain(right)]);
    const entry = /^\d+\. (.+)$/.exec(line)?.[1];
    if (entry) item.order.push(toPlain(entry));
    const number = /^Number: (-?[\d.]+)(?:.* to (-?[\d.]+))?/.exec(line)?.[1];
    const words = /^Text: ([^|*]+)/.exec(line)?.[1];
    if (number || words) item.typed = (number ?? words ?? '').trim();
    const quoted = /^\s*> (.+)$/.exec(line);
    if (quoted) item.secrets.push(toPlain(quoted[1] ?? '').replace(/^Misconception: /, ''));
  }
  // The first row of a table is its head.
  item.pairs = item.pairs.slice(1);
  return item;
}

/** Every `<Question>` or `<Check>` of a content file, by id. */
export function readItems(file: string): Map<string, KnownItem> {
  const text = readFileSync(file, 'utf8');
  const blocks = text.matchAll(/<(Question|Check) id="([^"]+)"[^>]*>\n([\s\S]*?)<\/\1>/g);
  return new Map([...blocks].map(([, , id = '', body = '']) => [id, readItem(id, body)] as const));
}

/** A module of the real course: content ids, and the files that stand behind them. */
export type KnownModule = { id: string; quiz: string; lessons: { id: string; file: string }[] };

/** The modules of the real course, in order. Content ids are the names of folders and files without their number. */
export function listModules(): KnownModule[] {
  const numbered = /^\d\d-/;
  const list = (folder: string) => readdirSync(folder).filter((name) => numbered.test(name));
  const toId = (name: string) => name.replace(numbered, '').replace(/\.mdx$/, '');
  return list(course)
    .sort()
    .map((name) => {
      const folder = join(course, name);
      const lessons = list(folder)
        .sort()
        .map((file) => ({ id: toId(file), file: join(folder, file) }));
      return { id: toId(name), quiz: join(folder, 'quiz.mdx'), lessons };
    });
}

/** Files of the first module of the real course: lessons in order, and the quiz. */
export function listModuleFiles(): { lessons: string[]; quiz: string } {
  const [first] = listModules();
  if (!first) throw new Error('The course has no module.');
  return { lessons: first.lessons.map(({ file }) => file), quiz: first.quiz };
}

/** Content ids of the first module. */
export const firstModule = {
  course: 'communication-and-empathy',
  module: 'why-trust-is-police-work',
  lessons: [
    'trust-legitimacy-and-consent',
    'four-habits-of-fair-process',
    'what-training-can-and-cannot-do',
  ],
} as const;
