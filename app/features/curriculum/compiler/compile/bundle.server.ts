import { compileFunction } from 'node:vm';
import type { Root } from 'mdast';
import { type ComponentType, createElement } from 'react';
import * as jsxRuntime from 'react/jsx-runtime';
import { renderToStaticMarkup } from 'react-dom/server';
import { authorComponents } from './author-components.tsx';

type PageModule = { default: ComponentType<{ components: typeof authorComponents }> };

/**
 * Compiles a checked tree with mdx-bundler, runs the result here on the server and renders it to HTML once. The tree
 * must have passed the check (no code, known components only): what runs is made of nothing else.
 * @returns HTML, not yet sanitized
 */
export async function renderTree(tree: Root): Promise<string> {
  // Loaded only when there is something to compile: a start with everything in the cache does without esbuild.
  const { bundleMDX } = await import('mdx-bundler');
  const { code } = await bundleMDX({
    // The text was parsed and checked before, so its tree takes the place of what would be parsed here.
    source: '\n',
    mdxOptions: (options) => ({
      ...options,
      remarkPlugins: [() => () => tree],
      tableCellAlignToStyle: false,
      development: false,
    }),
  });
  const evaluate = compileFunction(code, ['_jsx_runtime']);
  const page: PageModule = evaluate(jsxRuntime);
  return renderToStaticMarkup(createElement(page.default, { components: authorComponents }));
}
