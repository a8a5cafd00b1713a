import { Html } from '#app/ui/html.tsx';

/** An item to answer, as a cadet may see it. `html` fields are compiled HTML; what a type does not use is left out. */
export type AnswerableItem = {
  id: string;
  type:
    | 'single'
    | 'multiple'
    | 'true-false'
    | 'ordering'
    | 'matching'
    | 'numeric'
    | 'text'
    | 'rating';
  promptHtml: string;
  options: readonly { id: string; html: string }[];
  /** The right side of a matching, and the headings of its two sides. */
  targets?: readonly { id: string; html: string }[];
  columns?: readonly [string, string] | null;
  /** What a number is counted in. */
  unit?: string | null;
};

type OptionProps = {
  item: Pick<AnswerableItem, 'type'>;
  option: { id: string; html: string };
  name: string;
  chosen: boolean;
  disabled?: boolean;
};

/** One option: a native radio or checkbox in a target as wide as the card. */
export function Option({ item, option, name, chosen, disabled }: OptionProps) {
  return (
    <label className="option">
      <input
        type={item.type === 'multiple' ? 'checkbox' : 'radio'}
        name={name}
        value={option.id}
        defaultChecked={chosen}
        disabled={disabled}
      />
      <Html as="span" html={option.html} />
    </label>
  );
}
