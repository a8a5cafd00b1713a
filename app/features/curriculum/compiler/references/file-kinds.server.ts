import { extname } from 'node:path';

/** Which files may lie beside a lesson and for what, and how each is told by its first bytes. */

const endingsOf = {
  picture: ['svg', 'png', 'jpg', 'jpeg', 'webp', 'avif', 'gif'],
  film: ['mp4', 'webm'],
  captions: ['vtt'],
  recording: ['mp3', 'm4a', 'ogg', 'wav'],
  handout: ['pdf', 'docx', 'xlsx', 'pptx'],
} as const;

/** Endings that recorders give and not every browser plays. */
const unplayed = ['3gp', 'aac', 'aif', 'aiff', 'amr', 'caf', 'flac', 'm4r', 'opus', 'qta', 'wma'];

/** What a file may be used as. */
export type AssetUse = keyof typeof endingsOf;

/** The ending of a file's name, in small letters and without its dot. */
export const endingOf = (path: string): string => extname(path).slice(1).toLowerCase();

/** Whether a file may be used so, by its ending. */
export function isFor(path: string, use: AssetUse): boolean {
  const endings: readonly string[] = endingsOf[use];
  return endings.includes(endingOf(path));
}

/** Whether a file is somebody's recording, played by browsers or not. */
export const isSound = (path: string): boolean =>
  isFor(path, 'recording') || unplayed.includes(endingOf(path));

const useNames: Readonly<Record<AssetUse, string>> = {
  picture: 'a picture',
  film: 'a film',
  captions: 'captions',
  recording: 'a recording',
  handout: 'a handout',
};

const mayHoldMacros = /^((doc|dot|xls|xlt|ppt|pot|pps)m|xlsb|xlam|ppam)$/;

/** What to do instead with a file that is linked to and is no handout. */
function adviceFor(path: string): string {
  if (isFor(path, 'picture')) return 'show it as `![what it shows](./file)`.';
  if (isFor(path, 'film')) return 'play it with `<Video>`, with captions and a transcript.';
  if (isFor(path, 'recording'))
    return 'play it with `<Audio>`, and write its transcript between the tags.';
  const save = `save it as .${endingsOf.handout.join(', .').replace(/, (?=[^,]*$)/, ' or ')}.`;
  return mayHoldMacros.test(endingOf(path))
    ? `it may hold macros, programs that run on readers’ computers; ${save}`
    : save;
}

/** Why a file cannot be used so, by its ending; null: it can. */
export function findUseProblem(path: string, use: AssetUse): string | null {
  if (isFor(path, use)) return null;
  const what = `\`${path}\` cannot be ${useNames[use]}`;
  if (use === 'recording' && isSound(path))
    return `${what}: not every browser plays ${endingOf(path).toUpperCase()}; save it as .m4a or .mp3.`;
  return use === 'handout'
    ? `${what}: ${adviceFor(path)}`
    : `${what}; its ending must be one of ${endingsOf[use].join(', ')}.`;
}

/** How many bytes of a file `startsAs` needs. */
export const headBytes = 1024;

const has = (head: Buffer, text: string, at = 0) =>
  head.toString('latin1', at, at + text.length) === text;

/** How handouts and recordings start. Office documents are looked into, so they are not here. */
const starts: Readonly<Record<string, (head: Buffer) => boolean>> = {
  pdf: (head) => head.includes('%PDF-'),
  // A frame of layer III (ISO 11172-3), or the tag before it (id3.org).
  mp3: (head) => has(head, 'ID3') || (head[0] === 0xff && ((head[1] ?? 0) & 0xe6) === 0xe2),
  m4a: (head) => has(head, 'ftyp', 4),
  ogg: (head) => has(head, 'OggS'),
  wav: (head) => has(head, 'RIFF') && has(head, 'WAVE', 8),
};

/** Whether a file starts as one of its ending does. */
export const startsAs = (ending: string, head: Buffer): boolean => starts[ending]?.(head) ?? true;
