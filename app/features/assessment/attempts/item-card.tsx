import type { AnswerableItem } from '#app/features/curriculum/items/answerable-schema.ts';
import { ClearAnswer } from '#app/features/curriculum/items/clear-answer.tsx';
import { ItemInputs } from '#app/features/curriculum/items/item-inputs.tsx';
import { fieldNames } from '#app/features/records/gradings/answer-rules.ts';
import { Html } from '#app/ui/html.tsx';
import { SaveState, type SaveStatus } from '#app/ui/save-state.tsx';

type ItemCardProps = {
  /** Place in this attempt, 1-based. */
  number: number;
  of: number;
  item: AnswerableItem;
  /** Name of its inputs. */
  name: string;
  /** The answer given, as `ItemInputs` takes it. */
  value: readonly string[];
  /** What to write instead of an answer that is saved but cannot be read; null when it can. */
  hint: string | null;
  save: { status: SaveStatus; text: string };
  /** Taking its answer back leads here again; not on a page that has something to say at its top first. */
  landing: boolean;
};

export function itemCardId(id: string): string {
  return `item-${id}`;
}

/** One item of an attempt: number and saved state at its corners, then a native fieldset. */
export function ItemCard({ number, of, item, name, value, hint, save, landing }: ItemCardProps) {
  const landingId = `cleared-${item.id}`;
  return (
    <div className="item" id={itemCardId(item.id)}>
      {landing && <span id={landingId} />}
      <div className="item-top">
        <span>
          <span className="vh">Item </span>
          <b>{number}</b> of {of}
        </span>
        <SaveState status={save.status}>{save.text}</SaveState>
      </div>
      <fieldset>
        <Html as="legend" className="prompt" html={item.promptHtml} />
        <ItemInputs item={item} name={name} value={value} />
        <p className="item-hint shape s-overdue" data-hint hidden={hint === null}>
          {hint}
        </p>
        <ClearAnswer
          item={item}
          about={`to item ${number}`}
          send={{
            name: fieldNames.clear,
            value: item.id,
            formAction: `#${landingId}`,
          }}
        />
      </fieldset>
    </div>
  );
}
