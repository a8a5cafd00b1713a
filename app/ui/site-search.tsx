import { paths } from '#app/paths.ts';
import { Icon } from './icon.tsx';

/** The search in the header. Where there is no room for its field, its button opens the page of the search. */
export function SiteSearch() {
  return (
    <search className="site-search">
      <form action={paths.search()}>
        <input
          type="search"
          name="q"
          className="input"
          aria-label="Search"
          aria-keyshortcuts="/"
          placeholder="Search ( / )"
          autoComplete="off"
        />
        <button type="submit" aria-label="Search">
          <Icon name="search" />
        </button>
      </form>
    </search>
  );
}
