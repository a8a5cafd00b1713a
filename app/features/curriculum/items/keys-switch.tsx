type KeysSwitchProps = {
  /** The page as cadets see it, and with keys. */
  plain: string;
  keyed: string;
  shown: 'plain' | 'keyed';
};

/** Two ways to look at questions, for those who may see what they count. */
export function KeysSwitch({ plain, keyed, shown }: KeysSwitchProps) {
  return (
    <nav className="cluster" aria-label="What to look at">
      <a href={plain} aria-current={shown === 'plain' ? 'true' : undefined}>
        As cadets see it
      </a>
      <a href={keyed} aria-current={shown === 'keyed' ? 'true' : undefined}>
        With keys and feedback
      </a>
    </nav>
  );
}
