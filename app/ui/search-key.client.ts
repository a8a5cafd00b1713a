/** The key `/`, outside of what is typed in: on to the page's search field, or to the page of the search. */
document.addEventListener('keydown', (event) => {
  if (event.key !== '/' || event.ctrlKey || event.metaKey || event.altKey) return;
  const { target } = event;
  if (!(target instanceof HTMLElement) || isTypedIn(target)) return;
  const field = [
    ...document.querySelectorAll<HTMLInputElement>('input[aria-keyshortcuts="/"]'),
  ].find((one) => one.checkVisibility());
  const form = document.querySelector<HTMLFormElement>('search form');
  if (!form) return;
  event.preventDefault();
  if (!field) return location.assign(form.action);
  field.focus();
  field.select();
});

const isTypedIn = (element: HTMLElement) =>
  element.isContentEditable || element.matches('input, textarea, select');
