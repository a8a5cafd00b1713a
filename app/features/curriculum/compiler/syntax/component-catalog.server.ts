import type { ContentKind } from '#app/features/curriculum/courses/schema.ts';
import { endingSchema } from '#app/features/curriculum/items/schema.ts';

/** What an attribute of a component may be. `flag`: written without a value. */
type AttributeRule = { required?: true; flag?: true; oneOf?: readonly string[] };

/** What authors may write of one component. The check knows nothing else; what is not here does not exist. */
export type ComponentRule = {
  /** `block` stands on lines of its own, `inline` within a sentence. */
  form: 'block' | 'inline';
  attributes: Readonly<Record<string, AttributeRule>>;
  /** Names of components it must stand directly in. */
  inside?: readonly string[];
  /** Must not stand in any other component, list or quotation. */
  topLevel?: true;
  /** Kinds of file it may be used in; all if absent. */
  kinds?: readonly ContentKind[];
  /** `none` is written as `<Name />`. */
  children: 'markdown' | 'text' | 'none';
  /** What its words are, where not simply its text. */
  holds?: string;
  example: string;
};

/** Kinds of `Callout`. */
const calloutKinds = ['note', 'caution', 'evidence', 'practice'] as const;

const required = { required: true } as const;

/** Every component of the authoring language, by name. */
export const componentCatalog: Readonly<Record<string, ComponentRule>> = {
  Callout: {
    form: 'block',
    attributes: { kind: { required: true, oneOf: calloutKinds }, title: {} },
    children: 'markdown',
    example: '<Callout kind="evidence" title="What the trial found">',
  },
  Figure: {
    form: 'block',
    attributes: { src: required, alt: required, caption: {} },
    children: 'none',
    example:
      '<Figure src="./door.svg" alt="An officer stands to the side of a door" caption="…" />',
  },
  Video: {
    form: 'block',
    attributes: {
      src: required,
      captions: required,
      transcript: required,
      title: required,
      poster: {},
    },
    children: 'none',
    example: '<Video src="./stop.mp4" captions="./stop.vtt" transcript="./stop.md" title="…" />',
  },
  Audio: {
    form: 'block',
    attributes: { src: required, title: required },
    children: 'markdown',
    holds: 'its transcript, who speaks and what is to be heard,',
    example: '<Audio src="./call.mp3" title="A call about noise">',
  },
  Compare: {
    form: 'block',
    attributes: {},
    children: 'markdown',
    example: '<Compare>, with <Weak> and <Strong> in it',
  },
  Weak: {
    form: 'block',
    attributes: { label: {} },
    inside: ['Compare'],
    children: 'markdown',
    example: '<Weak label="Order">',
  },
  Strong: {
    form: 'block',
    attributes: { label: {} },
    inside: ['Compare'],
    children: 'markdown',
    example: '<Strong label="Request with a reason">',
  },
  Spoken: {
    form: 'block',
    attributes: { id: required, title: required },
    children: 'markdown',
    holds: 'the line as it is said, or one or two <Reading>,',
    example: '<Spoken id="first-words-at-the-door" title="First words at the door">',
  },
  Reading: {
    form: 'block',
    attributes: { label: required },
    inside: ['Spoken'],
    children: 'markdown',
    example: '<Reading label="Hurried">',
  },
  Steps: {
    form: 'block',
    attributes: {},
    children: 'markdown',
    example: '<Steps>, with an ordered list (1. 2. 3.) in it',
  },
  Term: {
    form: 'inline',
    attributes: { id: required },
    children: 'text',
    example: '<Term id="legitimacy">legitimacy</Term>',
  },
  Source: {
    form: 'inline',
    attributes: { id: required },
    children: 'none',
    example: '<Source id="skogan-2006" />',
  },
  LocalRule: {
    form: 'block',
    attributes: { id: required, topic: required },
    children: 'markdown',
    example: '<LocalRule id="recording-in-homes" topic="Recording in homes">',
  },
  Reflect: {
    form: 'block',
    attributes: { id: required },
    topLevel: true,
    kinds: ['lesson'],
    children: 'markdown',
    example: '<Reflect id="tired-habit">',
  },
  Check: {
    form: 'block',
    attributes: { id: required, objective: {}, tags: {}, choose: {}, optional: { flag: true } },
    topLevel: true,
    kinds: ['lesson'],
    children: 'markdown',
    example: '<Check id="voice" objective="name-habits">',
  },
  Question: {
    form: 'block',
    attributes: { id: required, objective: {}, tags: {}, choose: {} },
    topLevel: true,
    kinds: ['quiz'],
    children: 'markdown',
    example: '<Question id="voice" objective="name-habits">',
  },
  Scenario: {
    form: 'block',
    attributes: {
      id: required,
      title: required,
      note: {},
      variables: {},
      optional: { flag: true },
    },
    topLevel: true,
    kinds: ['lesson'],
    children: 'markdown',
    example: '<Scenario id="noise-at-number-12" title="Noise at number 12">',
  },
  Scene: {
    form: 'block',
    attributes: { id: required, title: {}, end: { oneOf: endingSchema.options } },
    inside: ['Scenario'],
    children: 'markdown',
    example: '<Scene id="door" title="At the door">',
  },
  When: {
    form: 'block',
    attributes: { if: required },
    inside: ['Scene'],
    children: 'markdown',
    example: '<When if="trust at least 2">',
  },
  Rubric: {
    form: 'block',
    attributes: { id: required, title: required, lesson: required, pass: required },
    topLevel: true,
    kinds: ['practical'],
    children: 'markdown',
    example: '<Rubric id="door-rubric" title="At the door" lesson="fair-process" pass="4">',
  },
  Scale: {
    form: 'block',
    attributes: { id: required, title: required },
    topLevel: true,
    kinds: ['survey'],
    children: 'markdown',
    example: '<Scale id="voice-and-listening" title="Voice and listening">',
  },
  Rank: {
    form: 'block',
    attributes: { id: required },
    topLevel: true,
    kinds: ['survey'],
    children: 'markdown',
    example: '<Rank id="crying-caller">',
  },
};

/** HTML tags authors may use within a sentence, for what Markdown cannot say, and the attributes of each. */
export const inlineTags: Readonly<Record<string, readonly string[]>> = {
  abbr: ['title'],
  br: [],
  cite: [],
  kbd: [],
  mark: [],
  q: [],
  sub: [],
  sup: [],
};
