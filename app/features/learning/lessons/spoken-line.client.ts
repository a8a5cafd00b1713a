import {
  beatsOf,
  breathSeconds,
  type Pace,
  secondsToSay,
} from '#app/features/curriculum/courses/spoken-rules.ts';
import type { Step } from './recording.client.ts';

function paceOf(node: Node): Pace {
  const around = node.parentElement;
  if (around?.closest('.spoken-slower')) return 'slower';
  return around?.closest('.spoken-faster') ? 'faster' : 'even';
}

/** Wraps each word of a text in an element of its own. */
function splitWords(text: Text): Step[] {
  const pace = paceOf(text);
  const steps: Step[] = [];
  const pieces = text.data.split(/(\s+)/).map((piece) => {
    if (piece.trim() === '') return piece;
    const word = document.createElement('span');
    word.textContent = piece;
    steps.push({ lit: [word], seconds: secondsToSay(piece, pace) });
    return word;
  });
  text.replaceWith(...pieces);
  return steps;
}

function toSteps(node: Node): Step[] {
  if (node instanceof Text) return splitWords(node);
  if (!(node instanceof HTMLElement)) return [];
  if (node.matches('.spoken-breath')) return [{ lit: [node], seconds: breathSeconds }];
  if (node.dataset.seconds !== undefined) return toBeats(node, Number(node.dataset.seconds));
  return [...node.childNodes].flatMap(toSteps);
}

/** A pause is counted, a beat at a time. */
function toBeats(pause: HTMLElement, seconds: number): Step[] {
  const beats = pause.querySelectorAll<HTMLElement>('.spoken-beat');
  return beatsOf(seconds).map((beat, index) => ({ lit: [beats[index] ?? pause], seconds: beat }));
}

const restOf = (element: HTMLElement | undefined) =>
  element?.closest('.spoken-pause, .spoken-breath') ?? null;

/** Words up to the next pause as one step, and each pause whole, for who wants nothing to move along. */
function inPhrases(steps: readonly Step[]): Step[] {
  const phrases: Step[] = [];
  for (const { lit, seconds } of steps) {
    const last = phrases.at(-1);
    if (last && restOf(last.lit[0]) === restOf(lit[0])) {
      last.lit.push(...lit);
      last.seconds += seconds;
    } else phrases.push({ lit: [...lit], seconds });
  }
  return phrases;
}

const playWords = 'Play in time';
const stopWords = 'Stop';

/**
 * `<spoken-line>`: plays a line as a timed text, each word lit for as long as it takes to say and pauses for as long as they
 * last; with a recording, along with that. Where motion is not wanted, whole phrases are lit in place of single words.
 */
class SpokenLineElement extends HTMLElement {
  private steps: Step[] = [];
  private timer: ReturnType<typeof setTimeout> | undefined;
  private button: HTMLButtonElement | null = null;

  connectedCallback(): void {
    const words = this.querySelector('.spoken-words');
    if (!words || this.steps.length > 0) return;
    const steps = toSteps(words);
    this.steps = matchMedia('(prefers-reduced-motion: reduce)').matches ? inPhrases(steps) : steps;
    const audio = this.querySelector('audio');
    if (audio) void this.follow(audio);
    else this.offer(words);
  }

  disconnectedCallback(): void {
    clearTimeout(this.timer);
  }

  private offer(words: Element): void {
    const button = document.createElement('button');
    button.type = 'button';
    button.className = 'spoken-play';
    button.addEventListener('click', () => {
      if (this.timer !== undefined) this.stop();
      else {
        this.dispatchEvent(new Event('play'));
        this.play(0);
      }
    });
    words.after(button);
    this.button = button;
    this.say(playWords);
  }

  private play(index: number): void {
    const step = this.steps[index];
    if (!step) {
      this.stop();
      return;
    }
    this.say(stopWords);
    this.light(step.lit);
    this.timer = setTimeout(() => this.play(index + 1), step.seconds * 1000);
  }

  /** Ends what is played now. */
  stop(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
    this.querySelector('audio')?.pause();
    this.say(playWords);
    this.light([]);
  }

  private say(words: string): void {
    if (!this.button) return;
    const label = this.querySelector('.spoken-label') ?? this.closest('figure')?.firstElementChild;
    this.button.textContent = words;
    this.button.ariaLabel = `${words}: ${label?.textContent ?? ''}`;
  }

  /** The code of recordings is fetched where there is one. */
  private async follow(audio: HTMLAudioElement): Promise<void> {
    const { followRecording } = await import('./recording.client.ts');
    followRecording(audio, this.steps, (lit) => this.light(lit));
  }

  private light(now: readonly HTMLElement[]): void {
    for (const { lit } of this.steps)
      for (const element of lit) element.classList.toggle('is-said', now.includes(element));
  }
}

if (!customElements.get('spoken-line')) customElements.define('spoken-line', SpokenLineElement);

/** One voice at a time: what begins ends all others on the page, in conversations too. */
function hushOthers({ target }: Event): void {
  for (const audio of document.querySelectorAll('audio')) if (audio !== target) audio.pause();
  for (const line of document.querySelectorAll<SpokenLineElement>('spoken-line'))
    if (target instanceof Node && !line.contains(target)) line.stop();
}

document.addEventListener('play', hushOthers, true);
