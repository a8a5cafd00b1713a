import { expect, test } from 'vitest';
import { HiddenFields } from '#app/ui/hidden-fields.tsx';
import { PostForm } from '#app/ui/post-form.tsx';
import { renderedPer } from '#app/ui/rendered.ts';

/** What is rendered once for all readers holds nothing that was made for one of them. */

test('a form is not rendered once for everybody, nor is the mark that it carries', () => {
  const inForm = renderedPer(({ name }: { name: string }) => (
    <PostForm>
      <input name={name} />
    </PostForm>
  ));
  const markAlone = renderedPer(({ mark }: { mark: string }) => (
    <HiddenFields values={{ madeFor: mark }} />
  ));
  expect(() => inForm({ name: 'option' })).toThrow('made for one person');
  expect(() => markAlone({ mark: 'x' })).toThrow('made for one person');
});

test('what depends on one object alone is rendered once', () => {
  let times = 0;
  const render = renderedPer(({ word }: { word: string }) => {
    times += 1;
    return <b>{word}</b>;
  });
  const of = { word: 'once' };
  expect([render(of), render(of), times]).toEqual(['<b>once</b>', '<b>once</b>', 1]);
});
