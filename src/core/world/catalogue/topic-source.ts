/** A leaf's words: subjects, and after `/` details of its own; each list is separated by `|`. Subjects read well without an article. */
export type LeafSource = string;

/** A second-level topic: five leaves and phrases that suit every one of them. */
export interface GroupSource {
  readonly name: string;
  readonly leaves: Readonly<Record<string, LeafSource>>;
  /** Begin with a preposition: `with a woven shade`. */
  readonly details: string;
  /** Where, when or for whom: `for a narrow room`. */
  readonly settings: string;
}

/** A top-level topic: six groups and the words all of them share. */
export interface TopicSource {
  readonly name: string;
  readonly adjectives: string;
  readonly settings: string;
  /** What may follow a colon: `three ways`. */
  readonly endings: string;
  /** What may precede a subject: `Our`. */
  readonly openings: string;
  /** Second sentences of a description. */
  readonly closings: string;
  /** False where `in moss green` would be odd. */
  readonly coloured: boolean;
  readonly groups: readonly GroupSource[];
}
