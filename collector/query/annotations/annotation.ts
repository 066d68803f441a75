import { type AnnotationKind } from '../../../contract/annotations';

/** Something that happened, as it is marked on a graph. Times are epoch ms. */
export interface Annotation {
  readonly kind: AnnotationKind;
  /** The same mark has the same id in every answer. */
  readonly id: string;
  readonly time: number;
  /** Null: a moment. */
  readonly timeEnd: number | null;
  readonly title: string;
  readonly text: string;
  /** Beside the kind. */
  readonly tags: readonly string[];
}
