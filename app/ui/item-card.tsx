import { Html } from './html.tsx';
import { type AnswerableItem, ChoiceHint, Option } from './options.tsx';
import { SaveState, type SaveStatus } from './save-state.tsx';

type ItemCardProps = {
  /** Place in this attempt, 1-based. */
  number: number;
  of: number;
  item: AnswerableItem;
  /** Field name of the chosen options. */
  name: string;
  chosen: readonly string[];
  save: { status: SaveStatus; text: string };
};

/** Id of an item's card. */
export function itemCardId(id: string): string {
  return `item-${id}`;
}

/** One item of an attempt: number and saved state at its corners, then a native fieldset. */
export function ItemCard({ number, of, item, name, chosen, save }: ItemCardProps) {
  return (
    <div className="item" id={itemCardId(item.id)}>
      <div className="item-top">
        <span>
          <span className="vh">Item </span>
          <b>{number}</b> of {of}
        </span>
        <SaveState status={save.status}>{save.text}</SaveState>
      </div>
      <fieldset>
        <Html as="legend" className="prompt" html={item.promptHtml} />
        <ChoiceHint item={item} />
        {item.options.map((option) => (
          <Option
            key={option.id}
            item={item}
            option={option}
            name={name}
            chosen={chosen.includes(option.id)}
          />
        ))}
      </fieldset>
    </div>
  );
}
