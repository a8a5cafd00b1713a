/**
 * A form that takes longer than a moment says so: the button that sent it turns busy, for eyes and ears. It is not
 * disabled, which would take its name out of the form. What a form of a custom element does, that element says itself.
 */

const moment = 300;

document.addEventListener('submit', (event) => {
  const { target: form, submitter } = event;
  if (event.defaultPrevented || !(form instanceof HTMLFormElement) || form.method !== 'post')
    return;
  if (submitter) setTimeout(() => submitter.setAttribute('aria-busy', 'true'), moment);
});

// A page that the way back brings up again as it was left has nothing under way.
addEventListener('pageshow', () => {
  for (const button of document.querySelectorAll('.button[aria-busy]'))
    button.removeAttribute('aria-busy');
});

export {};
