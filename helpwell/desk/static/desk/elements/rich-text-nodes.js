// What may stand in the text of an article; the same list the server's cleaning knows.
import {
  Blockquote,
  Bold,
  BulletList,
  Code,
  CodeBlock,
  Document,
  Dropcursor,
  Gapcursor,
  HardBreak,
  Heading,
  HorizontalRule,
  Image,
  Italic,
  Link,
  ListItem,
  Node,
  OrderedList,
  Paragraph,
  Placeholder,
  Strike,
  Subscript,
  Superscript,
  Table,
  TableCell,
  TableHeader,
  TableRow,
  Text,
  TrailingNode,
  Underline,
  UndoRedo,
  wrappingInputRule,
} from "django-prose-editor/editor"

const SAFE = /^(https?:|mailto:|tel:|article:|#|\/)/i

const Figure = Node.create({
  name: "figure",
  group: "block",
  content: "image caption?",
  isolating: true,
  parseHTML: () => [{ tag: "figure" }],
  renderHTML: () => ["figure", 0],
})

const Caption = Node.create({
  name: "caption",
  content: "inline*",
  parseHTML: () => [{ tag: "figcaption" }],
  renderHTML: () => ["figcaption", 0],
})

// A video or sound of ours, with its subtitles. It plays on the page of the article; here it can be picked and moved.
const Recording = Node.create({
  name: "recording",
  group: "block",
  atom: true,
  draggable: true,
  addAttributes: () => ({
    tag: { default: "video", parseHTML: (element) => element.localName },
    src: { default: "" },
    title: { default: "" },
    captions: { default: "", parseHTML: (element) => element.querySelector("track")?.getAttribute("src") ?? "" },
    language: { default: "", parseHTML: (element) => element.querySelector("track")?.getAttribute("srclang") ?? "" },
  }),
  parseHTML: () => [{ tag: "video[src]" }, { tag: "audio[src]" }],
  renderHTML: ({ node: { attrs } }) => {
    const track = ["track", { kind: "captions", src: attrs.captions, srclang: attrs.language }]
    return [attrs.tag, { src: attrs.src, title: attrs.title, controls: "", preload: "metadata" }, ...(attrs.captions ? [track] : [])]
  },
})

// The packaged list writes its style into the page and does not heed "1. "; our stylesheet numbers the steps.
const Steps = OrderedList.extend({
  addAttributes: () => ({ start: { default: 1, parseHTML: (element) => element.start ?? 1 } }),
  addNodeView: () => null,
  renderHTML: ({ HTMLAttributes: { start } }) => ["ol", start > 1 ? { start } : {}, 0],
  addInputRules() {
    return [wrappingInputRule({ find: /^1\.\s$/, type: this.type })]
  },
})

// Ctrl+K belongs to our own dialog.
const ArticleLink = Link.extend({ addKeyboardShortcuts: () => ({}) }).configure({
  openOnClick: false,
  autolink: true,
  linkOnPaste: true,
  enableTarget: false,
  protocols: ["article", "mailto", "tel"],
  isAllowedUri: (uri) => SAFE.test(uri),
  shouldAutoLink: (uri) => /^https?:/i.test(uri),
})

export { SAFE }

export const nodes = (placeholder) => [
  Document,
  Paragraph,
  Text,
  Heading.configure({ levels: [2, 3, 4] }),
  Bold,
  Italic,
  Underline,
  Strike,
  Subscript,
  Superscript,
  Code,
  CodeBlock,
  ArticleLink,
  BulletList,
  Steps,
  ListItem,
  Blockquote,
  HorizontalRule,
  HardBreak,
  Image,
  Figure,
  Caption,
  Recording,
  Table,
  TableRow,
  TableHeader,
  TableCell,
  UndoRedo,
  Dropcursor.configure({ class: "rich-text__drop", color: false }),
  Gapcursor,
  TrailingNode,
  Placeholder.configure({ placeholder }),
]
