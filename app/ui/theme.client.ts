import { readTheme, toThemeCookie } from './theme-rules.ts';

const isSecure = () => location.protocol === 'https:';

/** `<theme-switch>`: its buttons set the appearance of this device, kept in a cookie. */
export class ThemeSwitchElement extends HTMLElement {
  connectedCallback(): void {
    const chosen = readTheme(document.cookie, isSecure());
    if (chosen) document.documentElement.dataset.theme = chosen;
    this.addEventListener('click', this);
    this.show();
  }

  handleEvent(event: Event): void {
    if (!(event.target instanceof HTMLButtonElement)) return;
    const { value } = event.target;
    const theme = value === 'light' || value === 'dark' ? value : '';
    // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is not everywhere yet
    document.cookie = toThemeCookie(theme, isSecure());
    if (theme) document.documentElement.dataset.theme = theme;
    else delete document.documentElement.dataset.theme;
    this.show();
  }

  private show(): void {
    const theme = document.documentElement.dataset.theme ?? '';
    for (const button of this.querySelectorAll('button')) {
      button.setAttribute('aria-pressed', String(button.value === theme));
    }
  }
}

if (!customElements.get('theme-switch')) customElements.define('theme-switch', ThemeSwitchElement);
