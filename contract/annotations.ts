/**
 * What query type `annotations` marks on a graph: days from which a price or customer rule holds, and acts that changed
 * what the numbers say. The words are saved in dashboards, and come as tags.
 */
export const ANNOTATION_KINDS = ['price', 'rule', 'configuration', 'reprice', 'reattribute', 'erase'] as const;
export type AnnotationKind = (typeof ANNOTATION_KINDS)[number];
