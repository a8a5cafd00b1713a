import './ui/enhanced-form.client.ts';
import './ui/busy.client.ts';
import '#app/features/people/sign-in/sign-out.client.ts';
import '#app/ui/outline.client.ts';
import './ui/search-key.client.ts';
import './ui/theme.client.ts';

const lesson = () => import('#app/features/learning/lessons/lesson-elements.client.ts');

/**
 * The browser's only entry. Pages are complete HTML and work without it; each enhancement is a custom element. The
 * small ones that most pages use come with it; the code of the others is fetched when the page holds one.
 */
const enhancements: Record<string, () => Promise<unknown>> = {
  'choice-limit': () => import('#app/features/curriculum/items/choice/choice-limit.client.ts'),
  'attempt-form': () => import('#app/features/assessment/attempts/attempt-answers.client.ts'),
  'lesson-reader': lesson,
  'order-list': () => import('#app/features/curriculum/items/ordering/order-list.client.ts'),
  'passkey-field': () => import('#app/features/people/second-factor/passkey-field.client.ts'),
  'preview-live': () => import('#app/features/authoring/preview-live.client.ts'),
  'progress-grid': () => import('#app/features/progress/grid.client.ts'),
  'show-typed': () => import('#app/features/people/sign-in/show-typed.client.ts'),
  'spoken-line': lesson,
  'text-limit': () => import('./ui/text-limit.client.ts'),
  'undo-toast': () => import('./ui/undo-toast.client.ts'),
  'reflect-note': lesson,
};

for (const [name, load] of Object.entries(enhancements)) {
  if (document.querySelector(name)) void load();
}
