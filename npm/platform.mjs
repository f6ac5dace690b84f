// Makes the package that holds the program of one platform, ready for `npm pack`:
//   node npm/platform.mjs linux-x64 target/dist/unfilled out/
// Owns what such a package says of itself; which platforms there are is said in package.json.
import { chmodSync, copyFileSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const [platform, program, out] = process.argv.slice(2);
const main = JSON.parse(readFileSync(new URL("package.json", import.meta.url), "utf8"));
const name = `unfilled-${platform}`;
if (!out || !(name in main.optionalDependencies)) {
  const known = Object.keys(main.optionalDependencies).map((each) => each.replace("unfilled-", ""));
  console.error(`usage: node npm/platform.mjs PLATFORM PROGRAM FOLDER\nplatforms: ${known.join(", ")}`);
  process.exit(2);
}

const [os, cpu] = platform.split("-");
const file = os === "win32" ? "unfilled.exe" : "unfilled";
const folder = join(out, name);
mkdirSync(folder, { recursive: true });
copyFileSync(program, join(folder, file));
chmodSync(join(folder, file), 0o755);
const { version, license } = main;
const description = `unfilled for ${platform}`;
const about = { name, version, description, license, os: [os], cpu: [cpu], files: [file] };
writeFileSync(join(folder, "package.json"), JSON.stringify(about, null, 2) + "\n");
console.log(folder);
