import type { SourceFile } from '#tests/support/source-files.ts';

/**
 * Files that import each other, directly or around others; imports of types count. Tarjan's strongly connected
 * components: R. Tarjan, "Depth-first search and linear graph algorithms", SIAM J. Comput. 1(2), 1972.
 * @returns each circle as paths, none of a single file
 */
export function findCircles(files: readonly SourceFile[]): string[][] {
  const byPath = new Map(files.map((file) => [file.path, file]));
  const order = new Map<string, number>();
  const lowest = new Map<string, number>();
  const stack: string[] = [];
  const circles: string[][] = [];

  function visit(file: SourceFile): number {
    const own = order.size;
    order.set(file.path, own);
    stack.push(file.path);
    let low = own;
    for (const { from } of file.imports) {
      const next = byPath.get(from);
      if (!next) continue;
      const seen = order.get(from);
      if (seen === undefined) low = Math.min(low, visit(next));
      else if (stack.includes(from)) low = Math.min(low, seen);
    }
    lowest.set(file.path, low);
    if (low === own) {
      const circle = stack.splice(stack.indexOf(file.path));
      if (circle.length > 1) circles.push(circle);
    }
    return low;
  }

  for (const file of files) if (!order.has(file.path)) visit(file);
  return circles;
}
