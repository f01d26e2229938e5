import type { ImageMention, ImagePiece } from "../model/facts.ts";
import { type ImageSources, rewriteImage, splitImage } from "../model/image-rewriting.ts";

/** A text to write, so that an image comes from elsewhere: into a field, or as one line of the text in it. */
export interface ImageEdit {
  /** As in Kustomize's `fieldPaths`. */
  readonly field: string;
  /** From 0; undefined where the whole field is replaced. */
  readonly line: number | undefined;
  readonly text: string;
}

/** What to write where an object's images, other than those of containers, come from elsewhere; in the order of the fields and lines. */
export function imageEdits(mentions: readonly ImageMention[], sources: ImageSources): readonly ImageEdit[] {
  const places = new Map<string, Change[]>();
  for (const { image, at } of mentions) {
    const rewritten = rewriteImage(image, sources);
    for (const piece of at) {
      const key = `${piece.field} ${String(piece.line ?? -1).padStart(6)}`;
      const change = { piece, old: pieceOf(image, piece.is), now: pieceOf(rewritten, piece.is) };
      places.set(key, [...(places.get(key) ?? []), change]);
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

/** Several images in one line are written from its end to its beginning, which leaves the offsets of those before. */
function editOf(changes: readonly Change[]): readonly ImageEdit[] {
  const [first] = changes;
  if (first === undefined) return [];
  const { field, line } = first.piece;
  const original = around(first.piece).join(first.old);
  const fromEnd = [...changes].sort((a, b) => offset(b) - offset(a));
  const distinct = fromEnd.filter(
    (change, index) => index === 0 || offset(change) !== offset(fromEnd[index - 1] ?? change),
  );
  const text = distinct.reduce(
    (done, change) => done.slice(0, offset(change)) + change.now + done.slice(offset(change) + change.old.length),
    original,
  );
  return [{ field, line, text }];
}

function offset({ piece }: Change): number {
  return around(piece)[0].length;
}

function around({ around: texts = ["", ""] }: ImagePiece): readonly [string, string] {
  return texts;
}

/**
 * The piece of a reference. Whatever puts name and version together writes a `:` between them, so that of `a@sha256:b` the name is `a@sha256`
 * and the version `b`; a tag beside a digest says nothing and is left out.
 */
function pieceOf(image: string, is: ImagePiece["is"]): string {
  if (is === undefined) return image;
  const { name, version } = splitImage(image);
  const digest = version.indexOf("@sha256:");
  const ownName = digest < 0 ? name : `${name}@sha256`;
  const slash = ownName.lastIndexOf("/");
  const pieces = {
    name: ownName,
    version: digest < 0 ? version.slice(1) : version.slice(digest + "@sha256:".length),
    folder: ownName.slice(0, Math.max(slash, 0)),
    base: ownName.slice(slash + 1),
  };
  return pieces[is];
}
