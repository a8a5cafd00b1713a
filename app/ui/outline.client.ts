/** `<lesson-outline>`: marks the section being read, and closes the outline's popover once a section is chosen. */
export class LessonOutlineElement extends HTMLElement {
  private observer: IntersectionObserver | null = null;

  connectedCallback(): void {
    this.addEventListener('click', (event) => {
      const popover = this.querySelector<HTMLElement>('[popover]');
      const chosen = event.target instanceof Element && event.target.closest('a');
      if (chosen && popover?.matches(':popover-open')) popover.hidePopover();
    });
    const headings = [...this.links().keys()].map((id) => document.getElementById(id));
    // A heading is current from when it passes the upper quarter of the window until the next one does.
    this.observer = new IntersectionObserver(() => this.mark(headings), {
      rootMargin: '0px 0px -75% 0px',
    });
    for (const heading of headings) if (heading) this.observer.observe(heading);
  }

  disconnectedCallback(): void {
    this.observer?.disconnect();
  }

  private mark(headings: (HTMLElement | null)[]): void {
    const passed = headings.filter(
      (heading) => heading && heading.getBoundingClientRect().top < innerHeight / 4,
    );
    const current = passed.at(-1)?.id;
    for (const [id, link] of this.links()) {
      if (id === current) link.setAttribute('aria-current', 'location');
      else link.removeAttribute('aria-current');
    }
  }

  private links(): Map<string, HTMLAnchorElement> {
    const links = this.querySelectorAll<HTMLAnchorElement>('a[href^="#"]');
    return new Map([...links].map((link) => [decodeURIComponent(link.hash.slice(1)), link]));
  }
}

if (!customElements.get('lesson-outline')) {
  customElements.define('lesson-outline', LessonOutlineElement);
}
