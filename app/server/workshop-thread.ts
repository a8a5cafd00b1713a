import { judgeFilesTask, readOverviewTask } from '#app/features/authoring/author-schema.ts';
import { compareTextsTask, findOnDiskTask } from '#app/features/authoring/edition-schema.ts';
import { isPreviewableTask, readPreviewTask } from '#app/features/authoring/preview-schema.ts';
import { findContentTask } from '#app/features/curriculum/publishing/found-content-schema.ts';
import { checkContentTask } from '#app/features/curriculum/quality/check-schema.ts';
import { bind, serveTasks } from '#app/features/curriculum/workshop/thread.server.ts';
import { makeFolderKitsTask, makeKitTask } from '#app/features/delivery/schema.ts';
import { layoutGraphTask } from '#app/features/learning/scenarios/graph-schema.ts';
import { checkListTask } from '#app/features/people/rosters/check-schema.ts';

/** The thread of the workshop: every task and what does it. It opens no database and answers no request. */

const publishing = () => import('#app/features/curriculum/publishing/found-content.server.ts');
const quality = () => import('#app/features/curriculum/quality/content-check.server.ts');
const preview = () => import('#app/features/authoring/preview-reading.server.ts');
const disk = () => import('#app/features/authoring/preview-content.server.ts');
const overview = () => import('#app/features/authoring/author-overview.server.ts');
const kit = () => import('#app/features/delivery/make.server.tsx');
const folderKits = () => import('#app/features/delivery/folder-kits.server.ts');
const rosters = () => import('#app/features/people/rosters/file-check.server.ts');
const graph = () => import('#app/features/learning/scenarios/graph-layout.server.ts');
const diff = () => import('#app/features/authoring/edition-diff.server.ts');

serveTasks([
  bind(findContentTask, async () => (await publishing()).findContent),
  bind(checkContentTask, async () => (await quality()).listChecked),
  bind(isPreviewableTask, async () => (await preview()).isPreviewable),
  bind(readPreviewTask, async () => (await preview()).readPreview),
  bind(judgeFilesTask, async () => (await disk()).judgeFiles),
  bind(readOverviewTask, async () => (await overview()).readOverview),
  bind(findOnDiskTask, async () => (await disk()).findOnDisk),
  bind(checkListTask, async () => (await rosters()).checkFile),
  bind(makeKitTask, async () => (await kit()).makeKit),
  bind(makeFolderKitsTask, async () => (await folderKits()).makeFolderKits),
  bind(layoutGraphTask, async () => {
    const { layoutGraph } = await graph();
    return ({ nodes, edges }) => layoutGraph(nodes, edges);
  }),
  bind(compareTextsTask, async () => {
    const { diffTexts } = await diff();
    return ({ before, after }) => diffTexts(before, after);
  }),
]);
