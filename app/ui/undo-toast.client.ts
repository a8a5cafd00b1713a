/** `<undo-toast>` stays at the edge of the window until it is put away: nobody has to be quick to undo something. */
class UndoToastElement extends HTMLElement {
  connectedCallback(): void {
    if (this.querySelector('.toast-close')) return;
    const close = document.createElement('button');
    close.type = 'button';
    close.className = 'button button-quiet toast-close';
    close.textContent = 'Close';
    close.addEventListener('click', () => this.remove());
    this.querySelector('.cluster')?.append(close);
  }
}

if (!customElements.get('undo-toast')) customElements.define('undo-toast', UndoToastElement);

export {};
