import { Html } from './html.tsx';

/** An item to answer, as a cadet may see it. `html` fields are compiled HTML. */
export type AnswerableItem = {
  id: string;
  type: 'single' | 'multiple';
  promptHtml: string;
  options: readonly { id: string; html: string }[];
};

type OptionProps = {
  item: AnswerableItem;
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
        type={item.type === 'single' ? 'radio' : 'checkbox'}
        name={name}
        value={option.id}
        defaultChecked={chosen}
        disabled={disabled}
      />
      <Html as="span" html={option.html} />
    </label>
  );
}

/** How many options may be chosen, in words; nothing for one, which a radio button says itself. */
export function ChoiceHint({ item }: { item: AnswerableItem }) {
  return item.type === 'multiple' ? <p className="field-hint">Choose all that apply.</p> : null;
}
