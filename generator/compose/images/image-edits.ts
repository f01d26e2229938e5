import type { ImageMention, ImagePiece, ObjectFacts, PullSetting } from "../../model/facts.ts";
import { type ImageSources, imagePiece, rewriteImage } from "../../model/image-rewriting.ts";
import type { ImagesValues } from "../../model/values.gen.ts";

/** A text to write, so that an image comes from elsewhere: into a field, or as one line of the text in it. */
export interface ImageEdit {
  /** As in Kustomize's `fieldPaths`. */
  readonly field: string;
  /** From 0; undefined where the whole field is replaced. */
  readonly line: number | undefined;
  readonly text: string;
}

/** What to write into an object of upstream's for its images, but for those of containers: where they come from, and how they are pulled. */
export function configurationEdits(
  { otherImages = [], pullSettings = [] }: ObjectFacts,
  values: ImagesValues,
): readonly ImageEdit[] {
  return [...imageEdits(otherImages, values), ...pullSettings.flatMap((each) => pullEdit(each, values))];
}

/** Secrets are named in JSON alone. */
function pullEdit({ is, field, line, around: texts = ["", ""] }: PullSetting, values: ImagesValues): ImageEdit[] {
  const { pullPolicy, pullSecrets } = values;
  const text = is === "policy" ? pullPolicy : pullSecrets.length > 0 ? JSON.stringify(pullSecrets) : undefined;
  return text === undefined ? [] : [{ field, line, text: texts.join(text) }];
}

/** What to write where an object's images, other than those of containers, come from elsewhere; in the order of the fields and lines. */
export function imageEdits(mentions: readonly ImageMention[], sources: ImageSources): readonly ImageEdit[] {
  const places = new Map<string, Change[]>();
  for (const { image, at } of mentions) {
    const rewritten = rewriteImage(image, sources);
    for (const piece of at) {
      const key = `${piece.field} ${String(piece.line ?? -1).padStart(6)}`;
      const change = { piece, old: imagePiece(image, piece.is), now: imagePiece(rewritten, piece.is) };
      const changes = places.get(key);
      if (changes === undefined) places.set(key, [change]);
      else changes.push(change);
    }
  }
  const ordered = [...places].sort(([a], [b]) => (a < b ? -1 : 1));
  return ordered.flatMap(([, changes]) => editOf(changes.filter(({ old, now }) => old !== now)));
}

interface Change {
  readonly piece: ImagePiece;
  readonly old: string;
  readonly now: string;
}

/** Several images may be in one line. */
function editOf(changes: readonly Change[]): readonly ImageEdit[] {
  const [first] = changes;
  if (first === undefined) return [];
  const { field, line } = first.piece;
  const original = around(first.piece).join(first.old);
  const parts: string[] = [];
  let done = 0;
  for (const change of [...changes].sort((a, b) => offset(a) - offset(b))) {
    // The same place twice.
    if (offset(change) < done) continue;
    parts.push(original.slice(done, offset(change)), change.now);
    done = offset(change) + change.old.length;
  }
  return [{ field, line, text: [...parts, original.slice(done)].join("") }];
}

function offset({ piece }: Change): number {
  return around(piece)[0].length;
}

function around({ around: texts = ["", ""] }: ImagePiece): readonly [string, string] {
  return texts;
}
