/**
 * The browser's only entry. Pages are complete HTML and work without it; each enhancement is a custom element whose
 * code is fetched when the page holds one.
 */
const enhancements: Record<string, () => Promise<unknown>> = {
  'enhanced-form': () => import('./ui/enhanced-form.client.ts'),
  'lesson-outline': () => import('./ui/lesson-outline.client.ts'),
  'theme-switch': () => import('./ui/theme.client.ts'),
};

for (const [name, load] of Object.entries(enhancements)) {
  if (document.querySelector(name)) void load();
}
