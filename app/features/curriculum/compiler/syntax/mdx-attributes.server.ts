import {
  type Place,
  placeOf,
  type Report,
} from '#app/features/curriculum/compiler/files/problems.server.ts';
import { didYouMean, nearest } from '#app/features/curriculum/compiler/files/spelling.server.ts';
import type { ComponentRule } from './component-catalog.server.ts';
import { literalOf } from './mdx-literals.server.ts';
import type { Jsx } from './mdx-tree.server.ts';

/** An attribute's text; null if it is absent or a flag. Call after `checkAttributes`. */
export function attributeOf(node: Jsx, name: string): string | null {
  for (const attribute of node.attributes) {
    if (attribute.type === 'mdxJsxAttribute' && attribute.name === name) {
      return typeof attribute.value === 'string' ? attribute.value : null;
    }
  }
  return null;
}

/** Where an attribute stands; the tag itself if it is absent or the parser did not say. */
export function placeOfNamed(node: Jsx, name: string): Place {
  const index = node.attributes.findIndex(
    (each) => each.type === 'mdxJsxAttribute' && each.name === name,
  );
  return placeOfAttribute(node, index);
}

/** Whether an attribute is there, with or without a value. */
export function hasAttribute(node: Jsx, name: string): boolean {
  return node.attributes.some((each) => each.type === 'mdxJsxAttribute' && each.name === name);
}

/** Sets attributes of a component for the compiler's own use. Values that are null are left out. */
export function setAttributes(node: Jsx, values: Record<string, string | null>): void {
  const names = Object.keys(values);
  const others = node.attributes.filter(
    (each) => each.type !== 'mdxJsxAttribute' || !names.includes(each.name),
  );
  const set = Object.entries(values).flatMap(([name, value]) =>
    value === null ? [] : [{ type: 'mdxJsxAttribute' as const, name, value }],
  );
  node.attributes = [...others, ...set];
}

/** Where an attribute stands; the tag itself if the parser did not say. */
function placeOfAttribute(node: Jsx, index: number): Place {
  const attribute = node.attributes[index];
  return attribute?.position === undefined ? placeOf(node) : placeOf(attribute);
}

/** Reports attributes that are code, unknown, missing or wrong. Leaves only plain text and flags. */
export function checkAttributes(
  node: Jsx,
  name: string,
  rule: ComponentRule,
  report: Report,
): void {
  const known = Object.keys(rule.attributes);
  const kept: Jsx['attributes'] = [];
  const excused = new Set<string | null>();
  node.attributes.forEach((attribute, index) => {
    const place = placeOfAttribute(node, index);
    if (attribute.type === 'mdxJsxExpressionAttribute') {
      report.error(
        'code-refused',
        place,
        '`{…}` as an attribute is code; write attributes as `name="value"`.',
      );
      return;
    }
    if (/^on[A-Za-z]/.test(attribute.name)) {
      report.error(
        'event-handler',
        place,
        `\`${attribute.name}\` is an event handler, which is code; remove it.`,
      );
      return;
    }
    const attributeRule = Object.hasOwn(rule.attributes, attribute.name)
      ? rule.attributes[attribute.name]
      : undefined;
    if (attributeRule === undefined) {
      excused.add(nearest(attribute.name, known));
      const hint =
        didYouMean(attribute.name, known) || (known.length === 0 ? ' It takes none.' : '');
      report.error(
        'unknown-attribute',
        place,
        `<${name}> has no attribute \`${attribute.name}\`.${hint}`,
      );
      return;
    }
    let value: string | null;
    if (attribute.value === null || attribute.value === undefined) value = null;
    else if (typeof attribute.value === 'string') value = attribute.value;
    else {
      const literal = literalOf(attribute.value.data?.estree);
      if (literal === null || literal === 'comment') {
        excused.add(attribute.name);
        report.error(
          'code-refused',
          place,
          `\`${attribute.name}={…}\` is code; write \`${attribute.name}="…"\`.`,
        );
        return;
      }
      if (literal === false) return;
      value = literal === true ? null : String(literal);
    }
    if (attributeRule.flag === true) {
      if (value !== null && value !== 'true' && value !== attribute.name) {
        report.error('bad-attribute', place, `\`${attribute.name}\` is written without a value.`);
      }
      kept.push({ type: 'mdxJsxAttribute', name: attribute.name, value: null });
      return;
    }
    if (value === null || value.trim() === '') {
      if (attributeRule.required === true) {
        report.error(
          'bad-attribute',
          place,
          `\`${attribute.name}\` of <${name}> is empty; write \`${rule.example}\`.`,
        );
      } else if (attributeRule.oneOf !== undefined) {
        const example = `${attribute.name}="${attributeRule.oneOf[0]}"`;
        report.error(
          'bad-attribute',
          place,
          `\`${attribute.name}\` of <${name}> says nothing; write \`${example}\`.${didYouMean('', attributeRule.oneOf)}`,
        );
      }
      kept.push({ type: 'mdxJsxAttribute', name: attribute.name, value: '' });
      return;
    }
    if (attributeRule.oneOf !== undefined && !attributeRule.oneOf.includes(value)) {
      const words = didYouMean(value, attributeRule.oneOf);
      report.error(
        'bad-attribute',
        place,
        `\`${attribute.name}="${value}"\` is not known.${words}`,
      );
    }
    const { position } = attribute;
    kept.push({ type: 'mdxJsxAttribute', name: attribute.name, value, position });
  });
  node.attributes = kept;
  for (const [attribute, { required }] of Object.entries(rule.attributes)) {
    if (required === true && !hasAttribute(node, attribute) && !excused.has(attribute)) {
      report.error(
        'missing-attribute',
        placeOf(node),
        `<${name}> needs \`${attribute}\`: \`${rule.example}\`.`,
      );
    }
  }
}
