#!/usr/bin/env node
// Starts the program that the package for this platform holds, and ends as it ends. Downloads nothing.
"use strict";

const { spawnSync } = require("node:child_process");
const { constants } = require("node:os");

const platform = `${process.platform}-${process.arch}`;

function program() {
  const name = process.platform === "win32" ? "unfilled.exe" : "unfilled";
  try {
    return require.resolve(`unfilled-${platform}/${name}`);
  } catch {
    console.error(
      `unfilled: the package unfilled-${platform} is not installed. ` +
        "Install unfilled again without --omit=optional; if that is of no help, there is no package for this platform " +
        "and the program must be built with Rust.\n" +
        `unfilled：没有安装 unfilled-${platform} 这个包。请重新安装 unfilled，不要加 --omit=optional；` +
        "还是不行，就是没有适合本机的包，要用 Rust 自行编译。",
    );
    process.exit(2);
  }
}

const { status, signal, error } = spawnSync(program(), process.argv.slice(2), { stdio: "inherit" });
if (error) {
  console.error(`unfilled: ${error.message}`);
}
process.exitCode = status ?? (signal ? 128 + constants.signals[signal] : 2);
