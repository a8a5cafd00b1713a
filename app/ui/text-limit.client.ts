import { countOf, formatCount } from '#app/words/numbers.ts';

/** How long a pause in typing is, in milliseconds, after which a screen reader hears what is said here. */
const pauseMs = 400;

/**
 * `<text-limit max="500">` around one field: near its limit it says how much more fits, beyond it how much is too much.
 * Nothing is cut off, and the form is not sent while the text is too long; without it the server says so. A script that
 * changes the field sends the element a `refresh` event.
 */
class TextLimitElement extends HTMLElement {
  #timer: ReturnType<typeof setTimeout> | undefined;
  #tooLong = false;

  connectedCallback(): void {
    this.addEventListener('input', this.#look);
    this.addEventListener('refresh', this.#look);
    this.#look();
  }

  #look = () => {
    const field = this.querySelector<HTMLInputElement | HTMLTextAreaElement>('input, textarea');
    if (!field) return;
    const max = Number(this.getAttribute('max'));
    const left = max - field.value.trim().length;
    const tooLong = left < 0;
    const over = `${countOf(-left, 'character')} too many, of at most ${formatCount(max)}. Nothing was cut off: shorten it.`;
    field.setCustomValidity(tooLong ? over : '');
    if (tooLong) field.setAttribute('aria-invalid', 'true');
    else if (this.#tooLong) field.removeAttribute('aria-invalid');
    this.#tooLong = tooLong;
    const near = left <= max / 10;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(
      () => this.#say(tooLong ? over : near ? `${countOf(left, 'character')} left` : ''),
      pauseMs,
    );
  };

  #say(words: string): void {
    const count = this.querySelector('[aria-live]');
    if (!count) return;
    count.textContent = words;
    count.className = this.#tooLong ? 'field-error' : 'field-hint';
  }
}

if (!customElements.get('text-limit')) customElements.define('text-limit', TextLimitElement);
