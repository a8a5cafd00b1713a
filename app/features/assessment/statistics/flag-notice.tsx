import { Html } from '#app/ui/html.tsx';
import { Notice } from '#app/ui/notice.tsx';
import type { Flag } from './statistics-rules.ts';

/** What a flag of an item means, and what to do about it. `words`: the item's options by id, HTML. */
export function FlagNotice({ flag, words }: { flag: Flag; words: Record<string, string> }) {
  if (flag.kind === 'wrong-key') {
    return (
      <Notice kind="problem" title="Probably a wrong key">
        Cadets who did well on the rest got this item right less often than the others.
        {flag.better && (
          <>
            {' '}
            The ones who chose “<Html as="span" html={words[flag.better] ?? ''} />” did better on
            the rest than those who chose the key.
          </>
        )}{' '}
        Read the item again. If the key is wrong, have it corrected and regrade.
      </Notice>
    );
  }
  if (flag.kind === 'idle-option') {
    return (
      <Notice title="An option that does no work">
        Fewer than 5% chose “<Html as="span" html={words[flag.optionId] ?? ''} />
        ”. A distractor that nobody believes can be replaced by a mistake that people really make.
      </Notice>
    );
  }
  const [title, text] = flagWords[flag.kind];
  return (
    <Notice kind="attention" title={title}>
      {text}
    </Notice>
  );
}

const flagWords: Record<'weak' | 'too-easy' | 'too-hard', readonly [string, string]> = {
  weak: [
    'This item tells little',
    'Right and wrong answers go with about the same result on the rest. The item may be unclear, or ask for something else.',
  ],
  'too-easy': [
    'Nearly everybody gets this right',
    'That is fine for something everybody must know, and tells nothing about differences.',
  ],
  'too-hard': [
    'Few get this right',
    'Look whether the lesson teaches it, whether the stem is clear, and whether the key is right.',
  ],
};
