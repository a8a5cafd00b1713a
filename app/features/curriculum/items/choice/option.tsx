import { Html } from '#app/ui/html.tsx';
import type { Option as Offered } from '../option-schema.ts';

type OptionProps = {
  option: Offered;
  name: string;
  chosen: boolean;
  /** Whether others may be chosen beside it. */
  several?: boolean;
};

/** One option: a native radio or checkbox in a target as wide as the card. */
export function Option({ option, name, chosen, several }: OptionProps) {
  return (
    <label className="option">
      <input
        type={several ? 'checkbox' : 'radio'}
        name={name}
        value={option.id}
        defaultChecked={chosen}
      />
      <Html as="span" html={option.html} />
    </label>
  );
}
