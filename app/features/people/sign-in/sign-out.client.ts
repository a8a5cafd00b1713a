import { countUnsent, forgetKept } from '#app/kept-rules.ts';

/**
 * `<sign-out>` around the form that signs out: leaves nothing of the person in this browser. What the server does not have
 * yet is named first, since it would be gone.
 */
export class SignOutElement extends HTMLElement {
  connectedCallback(): void {
    this.addEventListener('submit', (event) => {
      try {
        const question = toQuestion(countUnsent(localStorage));
        if (question && !confirm(question)) event.preventDefault();
        else forgetKept(localStorage);
      } catch {
        // Without storage there is nothing to leave.
      }
    });
  }
}

function toQuestion({ notes, attempts }: { notes: number; attempts: number }): string | null {
  const waiting = [
    notes > 0 && (notes === 1 ? 'a note' : `${notes} notes`),
    attempts > 0 && (attempts === 1 ? 'answers of a quiz' : `answers of ${attempts} quizzes`),
  ].filter(Boolean);
  if (waiting.length === 0) return null;
  return `Not sent yet, and kept in this browser only: ${waiting.join(' and ')}. Signing out deletes it. To keep it, cancel, open the page where you wrote it, and wait until it says that it is saved.\n\nSign out and delete it?`;
}

if (!customElements.get('sign-out')) customElements.define('sign-out', SignOutElement);
