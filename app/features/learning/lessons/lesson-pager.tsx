/** A neighbour of the lesson: what it is, such as 'Next: Lesson 1.3', its title and its URL. */
export type Neighbour = { label: string; title: string; href: string };

type LessonPagerProps = { previous?: Neighbour; next?: Neighbour; label?: string };

/** The lessons before and after, as two large quiet targets. */
export function LessonPager(props: LessonPagerProps) {
  return (
    <nav className="pager" aria-label={props.label ?? 'Lessons before and after'}>
      {props.previous && <PagerLink {...props.previous} rel="prev" />}
      {props.next && <PagerLink {...props.next} rel="next" />}
    </nav>
  );
}

function PagerLink({ label, title, href, rel }: Neighbour & { rel: 'prev' | 'next' }) {
  return (
    <a href={href} rel={rel} className={rel === 'next' ? 'next' : undefined}>
      <small>{label}</small>
      <b>{title}</b>
    </a>
  );
}
