import type { PhrasingContent } from 'mdast';
import { idOfWords } from '#app/features/curriculum/compiler/files/hash.server.ts';
import { shownNodes } from '#app/features/curriculum/compiler/parts/scenario-passages.server.ts';
import type {
  WrittenPassage,
  WrittenScenario,
} from '#app/features/curriculum/compiler/parts/written-parts.server.ts';
import { isJsx } from '#app/features/curriculum/compiler/syntax/mdx-tree.server.ts';
import type { ItemKey, Scenario } from '#app/features/curriculum/items/schema.ts';
import { renderBlocks, renderWords } from './fragments.server.ts';
import { emptyKey } from './item-output.server.ts';

/** The text of a scene: what everybody reads and, where some of it is shown only sometimes, all of it in pieces. */
function toText(
  written: readonly WrittenPassage[],
): Pick<Scenario['scenes'][number], 'html' | 'passages'> {
  const always = written.filter(({ conditions }) => conditions.length === 0);
  const html = renderBlocks(always.flatMap(({ content }) => content));
  if (always.length === written.length) return { html, passages: [] };
  const passages = written.map(({ conditions, content }) => ({
    conditions,
    html: renderBlocks(content.flatMap(shownNodes)),
  }));
  return { html, passages };
}

/** What a written scenario becomes: its scenes, which tell nothing of what a choice means, and the key. */
export function toScenario(written: WrittenScenario): { scenario: Scenario; key: ItemKey } {
  const { id, title, note, intro, variables } = written;
  const key = emptyKey();
  const scenes = written.scenes.map((scene): Scenario['scenes'][number] => ({
    id: scene.id,
    title: scene.title,
    ...toText(scene.passages),
    end: scene.end,
    choices: scene.choices.map(({ text, words, to, kind, resident, officer, ...rest }) => {
      const choice = idOfWords('c', id, scene.id, text);
      key.choices[choice] = {
        kind,
        residentHtml: renderWords(resident),
        officerHtml: renderWords(officer),
      };
      const { conditions, effects } = rest;
      // A player cannot stand in the button that its words become.
      const isRecording = (node: PhrasingContent) => isJsx(node) && node.name === 'Recording';
      return {
        id: choice,
        html: renderWords(words.filter((node) => !isRecording(node))),
        recordingHtml: renderWords(words.filter(isRecording)),
        to,
        conditions,
        effects,
      };
    }),
  }));
  return {
    scenario: { id, title, note, introHtml: renderBlocks(intro), variables, scenes },
    key,
  };
}
