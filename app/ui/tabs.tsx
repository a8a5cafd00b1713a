type TabsProps = {
  /** What the pages belong to, for screen readers, such as 'Administration'. */
  label: string;
  tabs: readonly { label: string; href: string }[];
  /** `href` of the page shown. */
  current: string | undefined;
};

/** Pages side by side, as links. */
export function Tabs({ label, tabs, current }: TabsProps) {
  return (
    <nav className="section-nav" aria-label={label}>
      <ul>
        {tabs.map((tab) => (
          <li key={tab.href}>
            <a href={tab.href} aria-current={tab.href === current ? 'page' : undefined}>
              {tab.label}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
}
