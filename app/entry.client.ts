import './ui/enhanced-form.client.ts';
import './ui/lesson-outline.client.ts';
import './ui/theme.client.ts';

/**
 * The browser's only entry. Pages are complete HTML and work without it; each enhancement is a custom element. The
 * small ones that most pages use come with it; the code of the others is fetched when the page holds one.
 */
const enhancements: Record<string, () => Promise<unknown>> = {
  'attempt-form': () => import('./features/assessment/attempt-answers.client.ts'),
  'lesson-reader': () => import('./features/progress/lesson-reader.client.ts'),
  'order-list': () => import('./ui/order-list.client.ts'),
  'preview-live': () => import('./features/curriculum/preview-live.client.ts'),
  'progress-grid': () => import('./features/progress/progress-grid.client.ts'),
  'reflect-note': () => import('./features/progress/reflect-note.client.ts'),
};

for (const [name, load] of Object.entries(enhancements)) {
  if (document.querySelector(name)) void load();
}
