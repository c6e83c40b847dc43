import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';

type Texts = { [key: string]: string | Texts };

/** Every `t(key, message)` of the source. Throws on a key or message that is not a literal, and on one key with two messages. */
export function extractTexts(folder: string): Map<string, string> {
  const texts = new Map<string, string>();
  for (const file of globSync('**/*.{ts,tsx}', { cwd: folder })) {
    const source = ts.createSourceFile(file, readFileSync(join(folder, file), 'utf8'), ts.ScriptTarget.Latest, true, ts.ScriptKind.TSX);
    visit(source, file, texts);
  }
  return texts;
}

function visit(node: ts.Node, file: string, texts: Map<string, string>): void {
  if (ts.isCallExpression(node) && ts.isIdentifier(node.expression) && node.expression.text === 't') {
    const [key, message] = node.arguments;
    if (key === undefined || message === undefined || !ts.isStringLiteral(key) || !ts.isStringLiteral(message)) {
      throw new Error(`${file}: t() needs a literal key and message: ${node.getText()}`);
    }
    const other = texts.get(key.text);
    if (other !== undefined && other !== message.text) {
      throw new Error(`${file}: ${key.text} has two messages: "${other}", "${message.text}"`);
    }
    texts.set(key.text, message.text);
  }
  node.forEachChild((child) => visit(child, file, texts));
}

/** i18next's nested form: `orders.title` is `{ orders: { title } }`. */
export function nest(texts: Map<string, string>): Texts {
  const root: Texts = {};
  for (const [key, message] of [...texts].sort(([a], [b]) => a.localeCompare(b, 'en'))) {
    const [group = '', name = ''] = key.split('.');
    const branch = (root[group] ??= {}) as Texts;
    branch[name] = message;
  }
  return root;
}
