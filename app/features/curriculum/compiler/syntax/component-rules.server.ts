import type { Nodes } from 'mdast';
import { placeOf, type Report } from '#app/features/curriculum/compiler/files/problems.server.ts';
import type { ContentKind } from '#app/features/curriculum/courses/schema.ts';
import type { ComponentRule } from './component-catalog.server.ts';
import { isJsx, type Jsx } from './mdx-tree.server.ts';
import { partNames } from './part-names.server.ts';

/** Blocks that a scene may show: what an officer would see or must know there. */
const sceneBlocks = ['Scene', 'When', 'Callout', 'Figure', 'LocalRule'];

function mayStandIn(name: string, part: string): boolean {
  return part === 'Scenario' && sceneBlocks.includes(name);
}

/**
 * Reports a component that stands where it must not.
 * @param path everything around it, from the outside in
 * @param shape where to report that what it must stand in is not around it, which only makes sense of a whole file
 */
export function checkPlace(
  node: Jsx,
  name: string,
  rule: ComponentRule,
  path: readonly Nodes[],
  kind: ContentKind,
  report: Report,
  shape: Report,
): void {
  const place = placeOf(node);
  const parent = path.at(-1);
  const parentName = parent !== undefined && isJsx(parent) ? (parent.name ?? '') : '';
  const around = path.map((node) => (isJsx(node) ? (node.name ?? '') : ''));
  const part = around.find((each) => partNames.some((known) => known === each));
  if (rule.kinds !== undefined && !rule.kinds.includes(kind)) {
    const instead =
      name === 'Question' && kind === 'lesson'
        ? ' In a lesson, use <Check>.'
        : name === 'Check' && kind === 'quiz'
          ? ' In a quiz, use <Question>.'
          : '';
    report.error(
      'misplaced-component',
      place,
      `<${name}> belongs in a ${rule.kinds.join(' or ')}, not in a ${kind}.${instead}`,
    );
  } else if (rule.form === 'block' && node.type === 'mdxJsxTextElement') {
    report.error(
      'misplaced-component',
      place,
      `<${name}> must stand on lines of its own, with an empty line before and after.`,
    );
  } else if (rule.form === 'inline' && path.some((node) => node.type === 'link')) {
    report.error(
      'misplaced-component',
      place,
      `<${name}> is a link itself; move it out of the link around it.`,
    );
  } else if (name === 'When' && around.includes('When')) {
    report.error(
      'misplaced-component',
      place,
      `<When> must not stand in another; end the first one before it, or ask for both at once: \`<When if="trust at least 2 and time at most 5">\`.`,
    );
  } else if (rule.inside !== undefined && !rule.inside.includes(parentName)) {
    shape.error(
      'misplaced-component',
      place,
      `<${name}> must stand directly in <${rule.inside.join('> or <')}>.`,
    );
  } else if (rule.topLevel === true && path.length > 1) {
    const outer = parentName === '' ? 'a list or quotation' : `<${parentName}>`;
    report.error(
      'misplaced-component',
      place,
      `<${name}> must not stand in ${outer}; move it out, between paragraphs.`,
    );
  } else if (rule.form === 'block' && part !== undefined && !mayStandIn(name, part)) {
    report.error(
      'misplaced-component',
      place,
      `<${name}> must not stand in <${part}>; move it before <${part}>, or show a picture as \`![what it shows](./file.svg)\`.`,
    );
  } else if (parentName === 'Compare' && rule.inside === undefined) {
    report.error(
      'misplaced-component',
      place,
      `<Compare> holds only <Weak> and <Strong>; move <${name}> into one of them.`,
    );
  }
}

/** Reports a component that holds what it must not, or lacks what it needs. */
export function checkContents(node: Jsx, name: string, rule: ComponentRule, report: Report): void {
  const place = placeOf(node);
  const children: Nodes[] = node.children;
  const words = children.filter((child) => child.type !== 'text' || child.value.trim() !== '');
  if (rule.children === 'none' && words.length > 0) {
    report.error(
      'component-contents',
      place,
      `<${name}> holds nothing; write it as \`${rule.example}\`.`,
    );
  }
  if (rule.children !== 'none' && words.length === 0) {
    report.error(
      'component-contents',
      place,
      `<${name}> is empty; write ${rule.holds ?? 'its text'} between <${name}> and </${name}>.`,
    );
  }
  if (
    rule.children === 'text' &&
    words.some((child) => child.type !== 'text' && child.type !== 'emphasis')
  ) {
    report.error(
      'component-contents',
      place,
      `<${name}> holds plain words only: \`${rule.example}\`.`,
    );
  }
  if (name === 'Compare') {
    const names = children.map((child) => (isJsx(child) ? child.name : null));
    for (const side of ['Weak', 'Strong']) {
      if (!names.includes(side)) {
        report.error(
          'component-contents',
          place,
          `<Compare> needs a <${side}>; add it, so that the two can be compared.`,
        );
      }
    }
    const stray = children.find((child) => !isJsx(child));
    if (stray !== undefined) {
      report.error(
        'component-contents',
        placeOf(stray),
        '<Compare> holds only <Weak> and <Strong>; move this text into one of them.',
      );
    }
  }
  if (name === 'Steps') {
    const list = children[0];
    if (children.length !== 1 || list?.type !== 'list' || list.ordered !== true) {
      report.error(
        'component-contents',
        place,
        '<Steps> holds one ordered list: lines that start with `1.`, `2.`, `3.`.',
      );
    }
  }
}
