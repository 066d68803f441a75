import { type AnnotationKind } from '../../../contract/annotations';

const KINDS: Readonly<Record<AnnotationKind, { title: string; description: string }>> = {
  price: { title: 'New prices', description: 'Days from which another price holds' },
  rule: { title: 'New customer rules', description: 'Days from which another markup or fee holds' },
  configuration: { title: 'Configuration changes', description: 'Starts of the collector with other settings' },
  reprice: { title: 'Re-prices', description: 'Calls on the books that got another cost' },
  reattribute: { title: 'Re-attributions', description: 'Calls on the books that went to another team or project' },
  erase: { title: 'Erasures', description: 'People whose calls were made anonymous' },
};

/** Title of a kind of annotation; one that this version does not know is shown as it is. */
export function kindTitle(kind: string): string {
  return isKnown(kind) ? KINDS[kind].title : kind;
}

export function annotationKinds(): Array<{ value: string; label: string; description: string }> {
  return Object.entries(KINDS).map(([value, { title, description }]) => ({ value, label: title, description }));
}

function isKnown(kind: string): kind is AnnotationKind {
  return Object.hasOwn(KINDS, kind);
}
