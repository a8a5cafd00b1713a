import { forgetKept, listUnsent, toLeavingQuestion } from '#app/kept-rules.ts';

/**
 * `<sign-out>` around the form that signs out: leaves nothing of the person in this browser. What the server does not have
 * yet is named first, since it would be gone.
 */
export class SignOutElement extends HTMLElement {
  connectedCallback(): void {
    this.addEventListener('submit', (event) => {
      try {
        const { madeFor } = document.documentElement.dataset;
        const question = toLeavingQuestion(listUnsent(localStorage), madeFor);
        if (question && !confirm(question)) event.preventDefault();
        else forgetKept(localStorage);
      } catch {
        // Without storage there is nothing to leave.
      }
    });
  }
}

if (!customElements.get('sign-out')) customElements.define('sign-out', SignOutElement);
