declare module 'html-to-pdfmake' {
  export default function htmlToPdfmake(html: string, options: Readonly<Record<string, unknown>>): unknown
}
