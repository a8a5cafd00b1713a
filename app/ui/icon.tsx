import lesson from 'lucide-static/icons/book-open.svg?raw';
import calendar from 'lucide-static/icons/calendar-days.svg?raw';
import help from 'lucide-static/icons/circle-question-mark.svg?raw';
import survey from 'lucide-static/icons/clipboard-list.svg?raw';
import clock from 'lucide-static/icons/clock.svg?raw';
import download from 'lucide-static/icons/download.svg?raw';
import rolePlay from 'lucide-static/icons/drama.svg?raw';
import quiz from 'lucide-static/icons/list-checks.svg?raw';
import conversation from 'lucide-static/icons/messages-square.svg?raw';
import print from 'lucide-static/icons/printer.svg?raw';
import search from 'lucide-static/icons/search.svg?raw';
import people from 'lucide-static/icons/users.svg?raw';

const drawings = {
  lesson,
  conversation,
  quiz,
  'role-play': rolePlay,
  survey,
  clock,
  calendar,
  people,
  download,
  print,
  search,
  help,
};

export type IconName = keyof typeof drawings;

export const iconNames = Object.keys(drawings) as IconName[];

// The files begin with a note about their license, which docs and `npm run licenses` have.
const drawn = new Map(
  Object.entries(drawings).map(([name, svg]) => [name, { __html: svg.slice(svg.indexOf('<svg')) }]),
);

/** A line drawing, written into the page. It says nothing by itself: a word stands beside it. */
export function Icon({ name }: { name: IconName }) {
  // biome-ignore lint/security/noDangerouslySetInnerHtml: from the package, as it was built
  return <span className="icon" aria-hidden="true" dangerouslySetInnerHTML={drawn.get(name)} />;
}
