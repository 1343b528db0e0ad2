#!/bin/sh
# countyhire, installed into a folder of its own with the network off: sh install.sh [FOLDER]
set -eu
here=$(cd "$(dirname "$0")" && pwd)
place=${1:-$HOME/countyhire}
python=${PYTHON:-python3}
list=$("$python" "$here/check.py")
"$python" -m venv "$place"
"$place/bin/python" -m pip install --quiet --disable-pip-version-check --no-index --find-links "$here/wheels" \
  --require-hashes -r "$here/$list"
"$place/bin/python" -m pip install --quiet --disable-pip-version-check --no-index --find-links "$here/wheels" \
  --no-deps countyhire
"$place/bin/countyhire" --version
echo "$place/bin/countyhire"
