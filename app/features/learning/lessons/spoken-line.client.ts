import {
  breathSeconds,
  type Pace,
  secondsToSay,
} from '#app/features/curriculum/courses/spoken-rules.ts';

/** What is lit together, and for how long. */
type Step = { lit: HTMLElement[]; seconds: number };

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
  const seconds = node.matches('.spoken-breath') ? breathSeconds : Number(node.dataset.seconds);
  if (seconds > 0) return [{ lit: [node], seconds }];
  return [...node.childNodes].flatMap(toSteps);
}

/** Words up to the next pause as one step, for who wants nothing to move along. */
function inPhrases(steps: readonly Step[]): Step[] {
  const phrases: Step[] = [];
  let open = false;
  for (const { lit, seconds } of steps) {
    const rests = lit.some((element) => element.matches('.spoken-pause, .spoken-breath'));
    const last = phrases.at(-1);
    if (open && !rests && last) {
      last.lit.push(...lit);
      last.seconds += seconds;
    } else phrases.push({ lit: [...lit], seconds });
    open = !rests;
  }
  return phrases;
}

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
    if (audio) this.follow(audio);
    else this.offer(words);
  }

  disconnectedCallback(): void {
    clearTimeout(this.timer);
  }

  private offer(words: Element): void {
    const button = document.createElement('button');
    button.type = 'button';
    button.className = 'spoken-play';
    button.textContent = 'Play in time';
    button.addEventListener('click', () => {
      if (this.timer === undefined) this.play(0);
      else this.stop();
    });
    words.after(button);
    this.button = button;
  }

  private play(index: number): void {
    const step = this.steps[index];
    if (!step) {
      this.stop();
      return;
    }
    if (this.button) this.button.textContent = 'Stop';
    this.light(step);
    this.timer = setTimeout(() => this.play(index + 1), step.seconds * 1000);
  }

  private stop(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
    if (this.button) this.button.textContent = 'Play in time';
    this.light(null);
  }

  /** Lights what a recording has come to, its length shared out as the line is written. */
  private follow(audio: HTMLAudioElement): void {
    const total = this.steps.reduce((sum, { seconds }) => sum + seconds, 0);
    audio.addEventListener('timeupdate', () => {
      let left = (audio.currentTime / audio.duration) * total;
      this.light(
        this.steps.find(({ seconds }) => {
          left -= seconds;
          return left < 0;
        }) ?? null,
      );
    });
    for (const end of ['ended', 'pause']) audio.addEventListener(end, () => this.light(null));
  }

  private light(now: Step | null): void {
    for (const { lit } of this.steps)
      for (const element of lit) element.classList.toggle('is-said', now?.lit === lit);
  }
}

if (!customElements.get('spoken-line')) customElements.define('spoken-line', SpokenLineElement);
