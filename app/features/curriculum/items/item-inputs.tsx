import { Fragment, type ReactNode } from 'react';
import '#app/ui/custom-elements.ts';
import { Html, toPlainText } from '#app/ui/html.tsx';
import { type AnswerableItem, Option } from './choice/option.tsx';

type ItemInputsProps = {
  item: AnswerableItem;
  /** Name of every input: the answer is the set of values sent under it. */
  name: string;
  /** The answer given: option ids, 'entry=place' or 'entry=target' pairs, or what was typed. */
  value: readonly string[];
  /** What is said of an option or an entry, right below it. */
  after?: (optionId: string) => ReactNode;
};

/** The native inputs of an item, whatever its type; they stand in a fieldset whose legend is the prompt. */
export function ItemInputs(props: ItemInputsProps) {
  switch (props.item.type) {
    case 'ordering':
      return <Ordering {...props} />;
    case 'matching':
      return <Matching {...props} />;
    case 'numeric':
    case 'text':
      return <Typed {...props} />;
    case 'rating':
      return <Rating {...props} />;
    default:
      return <Choices {...props} />;
  }
}

function Choices({ item, name, value, after }: ItemInputsProps) {
  return (
    <>
      {item.type === 'multiple' && <p className="field-hint">Choose all that apply.</p>}
      {item.options.map((option) => (
        <Fragment key={option.id}>
          <Option item={item} option={option} name={name} chosen={value.includes(option.id)} />
          {after?.(option.id)}
        </Fragment>
      ))}
    </>
  );
}

function Rating({ item, name, value }: ItemInputsProps) {
  return (
    <>
      <p className="field-hint">Not scored: there is no right answer.</p>
      <div className="rating">
        {item.options.map((option) => (
          <Option
            key={option.id}
            item={item}
            option={option}
            name={name}
            chosen={value.includes(option.id)}
          />
        ))}
      </div>
    </>
  );
}

type Choice = { value: string; label: string };

function Chooser(props: { id: string; name: string; value: readonly string[]; from: Choice[] }) {
  const { id, name, value, from } = props;
  const chosen = from.find((choice) => value.includes(choice.value));
  return (
    <select id={id} name={name} className="input" defaultValue={chosen?.value ?? ''}>
      <option value="">–</option>
      {from.map((choice) => (
        <option key={choice.value} value={choice.value}>
          {choice.label}
        </option>
      ))}
    </select>
  );
}

/** Entries with a place each; `order-list.client.ts` makes a list of them that is moved into order. */
function Ordering({ item, name, value }: ItemInputsProps) {
  return (
    <order-list>
      <p className="field-hint">
        <span data-without-script>Give each line its place: 1 is the first.</span>
        <span data-with-script hidden>
          Move the lines into order with their buttons, or drag them by the handle.
        </span>
      </p>
      <ol className="order">
        {item.options.map((option) => {
          const id = `${item.id}-${option.id}`;
          const places = item.options.map((_, index) => ({
            value: `${option.id}=${index + 1}`,
            label: String(index + 1),
          }));
          return (
            <li key={option.id}>
              <label htmlFor={id}>
                <span className="vh">Place of </span>
                <Html as="span" html={option.html} />
              </label>
              <Chooser id={id} name={name} value={value} from={places} />
            </li>
          );
        })}
      </ol>
    </order-list>
  );
}

// A closed list box shows about so many letters on a phone.
const shortTarget = 36;

/** Entries of the left side, each with the list of the right side's. Long ones are written out above, by letter. */
function Matching({ item, name, value, after }: ItemInputsProps) {
  const texts = (item.targets ?? []).map(({ id, html }) => ({ id, text: toPlainText(html) }));
  const lettered = texts.some(({ text }) => text.length > shortTarget);
  const letterOf = (index: number) => String.fromCharCode(65 + index);
  const [left, right] = item.columns ?? ['', ''];
  return (
    <>
      <p className="field-hint">Choose what belongs to each line.</p>
      {lettered && (
        <ol className="targets">
          {(item.targets ?? []).map((target, index) => (
            <li key={target.id}>
              <b>{letterOf(index)}</b> <Html as="span" html={target.html} />
            </li>
          ))}
        </ol>
      )}
      <div className="matching">
        {(left || right) && (
          <p aria-hidden="true">
            <span>{left}</span>
            <span>{right}</span>
          </p>
        )}
        {item.options.map((option) => {
          const id = `${item.id}-${option.id}`;
          const targets = texts.map((target, index) => ({
            value: `${option.id}=${target.id}`,
            label: lettered ? `${letterOf(index)}. ${target.text}` : target.text,
          }));
          return (
            <div key={option.id} className="match">
              <label htmlFor={id}>
                <Html as="span" html={option.html} />
                {right && <span className="vh">: {right}</span>}
              </label>
              <Chooser id={id} name={name} value={value} from={targets} />
              {after?.(option.id)}
            </div>
          );
        })}
      </div>
    </>
  );
}

// As long as the server takes an answer.
const typedLimit = 500;

/** A number or a few words to type. */
function Typed({ item, name, value }: ItemInputsProps) {
  const id = `${item.id}-typed`;
  const number = item.type === 'numeric';
  const unit = number ? item.unit : null;
  return (
    <div className={number ? 'typed typed-number' : 'typed'}>
      <label htmlFor={id}>Your answer</label>
      <p className="field-hint" id={`${id}-hint`}>
        {number ? `A number${unit ? `, in ${unit}` : ''}.` : 'A word or a short phrase.'}
      </p>
      <div>
        <input
          id={id}
          name={name}
          className="input"
          type="text"
          inputMode={number ? 'decimal' : undefined}
          maxLength={typedLimit}
          defaultValue={value[0] ?? ''}
          autoComplete="off"
          spellCheck={number ? undefined : true}
          aria-describedby={`${id}-hint`}
        />
        {unit && <span aria-hidden="true">{unit}</span>}
      </div>
    </div>
  );
}
