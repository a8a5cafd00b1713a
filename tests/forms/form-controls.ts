import type { Element, Nodes } from 'hast';
import { fromHtml } from 'hast-util-from-html';
import { toString as textOf } from 'hast-util-to-string';
import type { Fields } from '#tests/support/fields.ts';

/** The forms of a page, read as a browser reads them: what each would send. */

/** A control that a person sees. `sends`: the values that it would send now; `offers`: all between which it chooses. */
type Control = { name: string; sends: string[]; offers: string[] | null };

type PageForm = { hidden: [name: string, value: string][]; controls: Control[] };

function findAll(node: Nodes, names: readonly string[]): Element[] {
  if (node.type === 'element' && names.includes(node.tagName)) return [node];
  return 'children' in node ? node.children.flatMap((child) => findAll(child, names)) : [];
}

const textOfProperty = ({ properties }: Element, name: string) => String(properties[name] ?? '');

function readSelect(select: Element): string[] {
  const options = findAll(select, ['option']);
  const chosen = options.find(({ properties }) => properties.selected) ?? options[0];
  return chosen ? [textOfProperty(chosen, 'value')] : [];
}

function toForm(form: Element): PageForm {
  const found: PageForm = { hidden: [], controls: [] };
  for (const element of findAll(form, ['input', 'select', 'textarea', 'button'])) {
    const name = textOfProperty(element, 'name');
    const value = textOfProperty(element, 'value');
    const type = element.tagName === 'input' ? textOfProperty(element, 'type') : element.tagName;
    if (!name) continue;
    if (type === 'hidden' || type === 'button') found.hidden.push([name, value]);
    else if (type === 'checkbox' || type === 'radio') {
      const group = found.controls.find((one) => one.name === name);
      const control = group ?? { name, sends: [], offers: [] };
      if (!group) found.controls.push(control);
      control.offers?.push(value);
      if (element.properties.checked) control.sends.push(value);
    } else if (type === 'select') {
      const offers = findAll(element, ['option']).map((one) => textOfProperty(one, 'value'));
      found.controls.push({ name, sends: readSelect(element), offers });
    } else {
      // A line break after the tag is none of the text.
      const text = type === 'textarea' ? textOf(element) : value;
      found.controls.push({ name, sends: [text], offers: null });
    }
  }
  return found;
}

const valuesOf = (fields: Fields, name: string): string[] => [fields[name] ?? []].flat();

/** Whether a page's form is the one that sends these fields: what it fixes is what they have. */
function isOf({ hidden }: PageForm, fields: Fields): boolean {
  return Object.keys(fields).every((name) => {
    const fixed = hidden.filter(([own]) => own === name).map(([, value]) => value);
    return fixed.length === 0 || fixed.some((value) => valuesOf(fields, name).includes(value));
  });
}

/** What people see of the form on a page that sends these fields; none where they see but a button, or no such form. */
export function readControls(html: string, fields: Fields): Control[] {
  const forms = findAll(fromHtml(html), ['form']).map(toForm);
  const [form] = forms
    .filter((one) => isOf(one, fields))
    .map(({ controls }) => controls.filter(({ name }) => name !== 'madeFor'))
    .sort((one, other) => countNamed(other, fields) - countNamed(one, fields));
  return form && countNamed(form, fields) > 0 ? form : [];
}

const countNamed = (controls: readonly Control[], fields: Fields) =>
  controls.filter(({ name }) => name in fields).length;

/** What each of these controls would send if a person had filled them in with these fields. */
export function fillIn(controls: readonly Control[], fields: Fields): Control[] {
  return controls.map(({ name, offers }) => {
    const values = valuesOf(fields, name);
    // A text field sends something always, and so does a list box that offers nothing as its first line.
    const sendsNothing = offers === null || offers.includes('');
    if (values.length === 0 && sendsNothing) return { name, offers, sends: [''] };
    if (offers === null) return { name, offers, sends: values };
    return { name, offers, sends: offers.filter((offer) => values.includes(offer)) };
  });
}
