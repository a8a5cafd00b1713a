/** Lights the words of a line along with its recording. */

/** What is lit together, and for how long. */
export type Step = { lit: HTMLElement[]; seconds: number };

/**
 * By its captions, if it has any; else its length is shared out as the line is written.
 * @param light what is said now; nothing when it is silent or over
 */
export function followRecording(
  audio: HTMLAudioElement,
  steps: readonly Step[],
  light: (lit: readonly HTMLElement[]) => void,
): void {
  const captions = audio.textTracks[0];
  if (captions) followCaptions(audio, captions, steps, light);
  else {
    audio.addEventListener('timeupdate', () => light(litAt(audio, steps)));
    audio.addEventListener('pause', () => light([]));
  }
  // Told late, when the listener is back in the middle already, it says nothing of what is heard.
  audio.addEventListener('ended', () => {
    if (audio.ended) light([]);
  });
}

function litAt({ currentTime, duration }: HTMLAudioElement, steps: readonly Step[]) {
  const total = steps.reduce((sum, { seconds }) => sum + seconds, 0);
  let left = (currentTime / duration) * total;
  const now = steps.find(({ seconds }) => {
    left -= seconds;
    return left < 0;
  });
  return now?.lit ?? [];
}

const countWords = (text: string) => text.match(/\S*[\p{L}\p{N}]\S*/gu)?.length ?? 0;

function followCaptions(
  audio: HTMLAudioElement,
  captions: TextTrack,
  steps: readonly Step[],
  light: (lit: readonly HTMLElement[]) => void,
): void {
  const words = steps
    .flatMap(({ lit }) => lit)
    .filter((element) => countWords(element.textContent ?? '') > 0);
  // Read, and drawn by us: players of sound draw none. Not fetched for who does not listen.
  audio.addEventListener('play', () => {
    captions.mode = 'hidden';
  });
  captions.addEventListener('cuechange', () => {
    const now = captions.activeCues?.[0];
    let from = 0;
    for (const cue of captions.cues ?? []) {
      const to =
        from + countWords(cue instanceof VTTCue ? (cue.getCueAsHTML().textContent ?? '') : '');
      if (cue === now) {
        light(words.slice(from, to));
        return;
      }
      from = to;
    }
    light([]);
  });
}
