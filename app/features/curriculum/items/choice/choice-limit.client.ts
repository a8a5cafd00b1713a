/**
 * `<choice-limit data-most="2">` around the checkboxes of an item: once so many are ticked, the others cannot be, until
 * one is taken back. Without it more can be sent, and the server says that they are too many. A script that changes the
 * boxes sends the element a `refresh` event.
 */
class ChoiceLimitElement extends HTMLElement {
  connectedCallback(): void {
    this.addEventListener('change', this.#keep);
    this.addEventListener('refresh', this.#keep);
    this.#keep();
  }

  #keep = () => {
    const boxes = [...this.querySelectorAll<HTMLInputElement>('input[type="checkbox"]')];
    const isFull = boxes.filter(({ checked }) => checked).length >= Number(this.dataset.most);
    for (const box of boxes) box.disabled = isFull && !box.checked;
  };
}

if (!customElements.get('choice-limit')) customElements.define('choice-limit', ChoiceLimitElement);

export {};
