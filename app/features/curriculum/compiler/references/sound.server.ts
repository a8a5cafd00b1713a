/** What is in a recording, as far as players must know it. */

/** `seconds`: how long it is; null where only playing it would tell. */
export type Sound = { seconds: number | null };

/** What every browser plays of what a file of an ending can hold, as `music-metadata` names it. */
const played: Readonly<Record<string, RegExp>> = {
  mp3: /Layer 3$/,
  m4a: /AAC/,
  ogg: /^(Vorbis|Opus)/,
  wav: /^(PCM|IEEE_FLOAT)$/,
};

/**
 * Looks into a recording: a phone may write what no browser plays under an ending that all know.
 * @returns null: it cannot be read
 */
export async function readSound(
  path: string,
  ending: string,
): Promise<Sound | { holds: string } | null> {
  // Loaded only where there is a recording.
  const { parseFile } = await import('music-metadata');
  const found = await parseFile(path, { duration: true, skipCovers: true }).catch(() => null);
  const { codec, duration } = found?.format ?? {};
  if (codec === undefined) return null;
  return played[ending]?.test(codec) ? { seconds: duration ?? null } : { holds: codec };
}
