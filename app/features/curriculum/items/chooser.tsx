/** What can be chosen in a list box. */
export type Choice = { value: string; label: string };

/** A list box that starts with nothing chosen. */
export function Chooser(props: {
  id: string;
  name: string;
  value: readonly string[];
  from: Choice[];
}) {
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
