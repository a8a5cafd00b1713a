/**
 * What an attempt's script meets of the document, made from the page's real HTML: the element's attributes, the form with
 * its inputs, the strip of items and the few places where the script writes. No layout, no parser, no more than that.
 */

type Handler = (event: object) => void;
type Listener = { handler: Handler; signal: AbortSignal | undefined };

/** Something that tells its listeners of events, in order and at once. */
export class Emitter {
  readonly #listeners = new Map<string, Listener[]>();

  addEventListener(name: string, handler: Handler, options: { signal?: AbortSignal } = {}): void {
    const listeners = this.#listeners.get(name) ?? [];
    this.#listeners.set(name, [...listeners, { handler, signal: options.signal }]);
  }

  emit(name: string, event: object = {}): void {
    for (const { handler, signal } of this.#listeners.get(name) ?? [])
      if (!signal?.aborted) handler(event);
  }
}

/** An element of the page. Without children that could be found. */
export class PageElement extends Emitter {
  dataset: Record<string, string> = {};
  hidden = false;
  textContent = '';

  setAttribute(_name: string, _value: string): void {}
  removeAttribute(_name: string): void {}
  closest(_selector: string): PageElement | null {
    return null;
  }
  querySelector(_selector: string): PageElement | null {
    return null;
  }
  querySelectorAll(_selector: string): PageElement[] {
    return [];
  }
}

/** An `<input>`. */
export class PageInput extends PageElement {
  constructor(
    readonly name: string,
    readonly type: string,
    public value: string,
    public checked: boolean,
  ) {
    super();
  }
}

/** A `<select>` with one choice. */
export class PageSelect extends PageElement {
  readonly options: { value: string }[] = [];
  selectedIndex = 0;

  constructor(readonly name: string) {
    super();
  }

  get value(): string {
    return this.options[this.selectedIndex]?.value ?? '';
  }
}

/** An input or a select. */
export type PageControl = PageInput | PageSelect;

class Controls extends Array<PageControl> {
  namedItem(name: string): PageControl | null {
    return this.find((control) => control.name === name) ?? null;
  }
}

/** The form of an attempt. */
export class PageForm extends PageElement {
  readonly elements = new Controls();

  constructor(readonly action: string) {
    super();
  }

  /** Name and value of each control that would be sent. */
  *entries(): Iterable<[string, string]> {
    for (const control of this.elements) {
      const box = control instanceof PageInput && /^(radio|checkbox)$/.test(control.type);
      if (!box || control.checked) yield [control.name, control.value];
    }
  }

  /** The controls of an item's answer. */
  controlsOf(itemId: string): PageControl[] {
    return this.elements.filter(({ name }) => name === `item.${itemId}`);
  }
}

/** A page as its script finds it. */
export type AttemptDocument = {
  /** Attributes of `<attempt-form>`, `data-save-to` as `saveTo`. */
  dataset: Record<string, string>;
  /** Whom the page was made for, as `<html>` says. */
  madeFor: string;
  form: PageForm;
  itemIds: string[];
};

const unescapes: Record<string, string> = { amp: '&', quot: '"', '#x27': "'", lt: '<', gt: '>' };

function readAttributes(text: string): Record<string, string> {
  const pairs = text.matchAll(/([\w-]+)="([^"]*)"/g);
  return Object.fromEntries(
    [...pairs].map(([, name = '', value = '']) => [
      name,
      value.replace(/&(amp|quot|#x27|lt|gt);/g, (whole, code: string) => unescapes[code] ?? whole),
    ]),
  );
}

const toCamelCase = (name: string) =>
  name.replace(/^data-/, '').replace(/-(\w)/g, (_dash, letter: string) => letter.toUpperCase());

/** Reads the page of an open attempt; null when it is another page, such as the result. */
export function readAttemptPage(html: string): AttemptDocument | null {
  const root = /<attempt-form ([^>]*)>([\s\S]*)<\/attempt-form>/.exec(html);
  const inner = /<form ([^>]*)>([\s\S]*)<\/form>/.exec(root?.[2] ?? '');
  if (!root || !inner) return null;
  const dataset = Object.fromEntries(
    Object.entries(readAttributes(root[1] ?? '')).map(([name, value]) => [
      toCamelCase(name),
      value,
    ]),
  );
  const form = new PageForm(readAttributes(inner[1] ?? '').action ?? '');
  let select: PageSelect | null = null;
  for (const [, tag, text = ''] of (inner[2] ?? '').matchAll(/<(input|select|option)\b([^>]*)>/g)) {
    const { name = '', type = 'text', value = '', ...rest } = readAttributes(text);
    if (tag === 'input') form.elements.push(new PageInput(name, type, value, 'checked' in rest));
    else if (tag === 'select') {
      select = new PageSelect(name);
      form.elements.push(select);
    } else if (select) {
      if ('selected' in rest) select.selectedIndex = select.options.length;
      select.options.push({ value });
    }
  }
  const madeFor = /<html [^>]*data-made-for="([^"]*)"/.exec(html)?.[1] ?? '';
  const itemIds = [...(inner[2] ?? '').matchAll(/<li [^>]*data-item="([^"]*)"/g)];
  return { dataset, madeFor, form, itemIds: itemIds.map(([, id = '']) => id) };
}
