# What the scripts beside it share: where things are, what is needed, how a step is told. Sourced, never run.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
repository=$PWD
target=${CARGO_TARGET_DIR:-$repository/target}
# Where the tools are installed; kept between runs.
tools=${UNFILLED_TOOLS:-$target/tools}
version=$(sed -n 's/^version = "\(.*\)"/\1/p' Cargo.toml | head -1)
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT

step() { printf '\n== %ss  %s\n' "$SECONDS" "$*"; }
fail() { printf 'FAILED: %s\n' "$*" >&2; exit 1; }
# End this script without failing: a tool that it needs cannot be had here.
skip() { printf 'SKIPPED: %s\n' "$*"; exit 0; }
need() { command -v "$1" >/dev/null || skip "there is no $1"; }

# A Python environment with the packages named, or the end of this script.
python_tools() {
  need python3
  [ -x "$tools/python/bin/pip" ] || python3 -m venv "$tools/python" || skip "python3 has no venv"
  "$tools/python/bin/pip" install --quiet --disable-pip-version-check "$@" 2>"$scratch/pip" ||
    skip "$* cannot be installed: $(tail -1 "$scratch/pip")"
}

# The program to put in packages: the one named in UNFILLED_BIN, else one built for tests.
program() {
  if [ -n "${UNFILLED_BIN:-}" ]; then
    realpath "$UNFILLED_BIN"
  else
    cargo build --quiet --locked >&2
    echo "$target/debug/unfilled"
  fi
}

# Run a command that must end with the given status.
must_end() {
  local expected=$1 status=0
  shift
  "$@" || status=$?
  [ "$status" = "$expected" ] || fail "status $status in place of $expected: $*"
}

# A code block of a page that is written in the given language: the first, or the one of the given number.
code_block() {
  awk -v open="\`\`\`$2" -v wanted="${3:-1}" '$0 == open { on = ++count == wanted; next } /^```/ { on = 0 } on' "$1"
}
