import { Html } from '#app/ui/html.tsx';

type SceneTextProps = {
  /** The text that everybody reads. */
  html: string;
  /** All of the text in order where some of it is shown only sometimes; `when` in words, null: always shown. */
  passages: readonly { when: string | null; html: string }[];
};

/** All that a scene can say, for authors: what is shown only sometimes is marked, with when. */
export function SceneText({ html, passages }: SceneTextProps) {
  if (passages.length === 0) return <Html className="scene-text" html={html} />;
  return passages.map((passage, index) =>
    passage.when === null ? (
      // biome-ignore lint/suspicious/noArrayIndexKey: pieces of one text, never moved
      <Html key={index} className="scene-text" html={passage.html} />
    ) : (
      // biome-ignore lint/suspicious/noArrayIndexKey: pieces of one text, never moved
      <div key={index} className="when">
        <p className="when-words">Shown if {passage.when}</p>
        <Html className="scene-text" html={passage.html} />
      </div>
    ),
  );
}
