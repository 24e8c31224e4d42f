import { ElementType, parseDocument } from 'htmlparser2'

type Parsed = ReturnType<typeof parseDocument>['children'][number]

/** As much of a browser's node as html-to-pdfmake looks at. */
type Node = {
  readonly nodeType: 1 | 3
  readonly nodeName: string
  readonly textContent: string
  readonly id: string
  readonly childNodes: readonly Node[]
  readonly children: readonly Node[]
  readonly style: Readonly<Record<string, string>>
  readonly dataset: Readonly<Record<string, string>>
  readonly getAttribute: (name: string) => string | null
}

/** The `window` that html-to-pdfmake asks for: it needs a parser of HTML alone, not a browser. */
export const parserWindow = {
  DOMParser: class {
    parseFromString(html: string): { body: Node } {
      const children = parseDocument(html).children.flatMap(nodeOf)
      return { body: elementNode('BODY', {}, children) }
    }
  },
}

function nodeOf(node: Parsed): Node[] {
  // Lines between tags are the template's own: on paper they would be empty paragraphs.
  if (node.type === ElementType.Text) return /^\s*\n\s*$/.test(node.data) ? [] : [textNode(node.data)]
  if (node.type !== ElementType.Tag) return []
  return [elementNode(node.name.toUpperCase(), node.attribs, node.children.flatMap(nodeOf))]
}

function textNode(text: string): Node {
  return {
    nodeType: 3,
    nodeName: '#text',
    textContent: text,
    id: '',
    childNodes: [],
    children: [],
    style: {},
    dataset: {},
    getAttribute: () => null,
  }
}

function elementNode(nodeName: string, attributes: Readonly<Record<string, string>>, childNodes: Node[]): Node {
  return {
    nodeType: 1,
    nodeName,
    textContent: childNodes.map(({ textContent }) => textContent).join(''),
    id: attributes['id'] ?? '',
    childNodes,
    children: childNodes.filter(({ nodeType }) => nodeType === 1),
    style: {},
    dataset: datasetOf(attributes),
    getAttribute: (name) => attributes[name] ?? null,
  }
}

function datasetOf(attributes: Readonly<Record<string, string>>): Record<string, string> {
  const own = Object.entries(attributes).filter(([name]) => name.startsWith('data-'))
  return Object.fromEntries(
    own.map(([name, value]) => [
      name.slice(5).replaceAll(/-(\w)/g, (_, letter: string) => letter.toUpperCase()),
      value,
    ]),
  )
}
