import { Notice } from '#app/ui/notice.tsx';

/** In place of a scenario whose scenes do not hang together. @param graph where its picture is */
export function UnplayableScenario({ title, graph }: { title: string; graph: string }) {
  return (
    <Notice kind="problem" title={`“${title}” cannot be played yet`}>
      Its scenes do not hang together: see the errors above, and <a href={graph}>its graph</a>.
    </Notice>
  );
}
