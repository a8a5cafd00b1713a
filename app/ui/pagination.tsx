type PaginationProps = {
  /** What is paged, for screen readers, such as 'Audit events'. */
  label: string;
  /** Where the reader is, such as 'Events 51 to 100 of 312'. */
  summary: string;
  previousHref?: string;
  previousLabel?: string;
  nextHref?: string;
  nextLabel?: string;
};

/** Steps through a long list, a page at a time. */
export function Pagination(props: PaginationProps) {
  const { label, summary, previousHref, nextHref } = props;
  const { previousLabel = 'Previous page', nextLabel = 'Next page' } = props;
  return (
    <nav className="pagination" aria-label={label}>
      <span>{summary}</span>
      <span className="cluster">
        {previousHref && (
          <a className="button button-secondary" href={previousHref} rel="prev">
            {previousLabel}
          </a>
        )}
        {nextHref && (
          <a className="button button-secondary" href={nextHref} rel="next">
            {nextLabel}
          </a>
        )}
      </span>
    </nav>
  );
}
