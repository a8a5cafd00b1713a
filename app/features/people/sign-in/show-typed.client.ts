/**
 * `<show-typed>` around a password's field: a button that shows what is typed, and hides it again. When the form is sent
 * it is hidden, so that browsers keep it as a password and not among the texts that they offer.
 */
export class ShowTypedElement extends HTMLElement {
  connectedCallback(): void {
    const input = this.querySelector('input');
    if (!input || this.querySelector('button')) return;
    const button = document.createElement('button');
    button.type = 'button';
    const set = (shown: boolean) => {
      input.type = shown ? 'text' : 'password';
      button.textContent = shown ? 'Hide' : 'Show';
      button.setAttribute('aria-label', shown ? 'Hide what is typed' : 'Show what is typed');
    };
    set(false);
    button.addEventListener('click', () => set(input.type === 'password'));
    input.form?.addEventListener('submit', () => set(false));
    input.autocapitalize = 'none';
    input.spellcheck = false;
    input.after(button);
  }
}

if (!customElements.get('show-typed')) customElements.define('show-typed', ShowTypedElement);
