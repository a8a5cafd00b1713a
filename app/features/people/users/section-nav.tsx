type SectionNavProps = {
  /** What the sections belong to, for screen readers, such as 'Administration'. */
  label: string;
  sections: readonly { label: string; href: string }[];
  /** `href` of the section shown. */
  current: string;
};

/** The pages of one area side by side. */
export function SectionNav({ label, sections, current }: SectionNavProps) {
  return (
    <nav className="section-nav" aria-label={label}>
      <ul>
        {sections.map((section) => (
          <li key={section.href}>
            <a href={section.href} aria-current={section.href === current ? 'page' : undefined}>
              {section.label}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
}
