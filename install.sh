#!/bin/sh
# Sets autoredeem up in this folder, as `make` does, but needs no make: ./install.sh, then ./autoredeem
# Run it again when the folder was updated. PYTHON=/path/to/python names the Python to use.
set -eu
cd "$(dirname "$0")"
venv=.venv/bin/python

fail() {
    printf '%s\n' "$@" >&2
    exit 1
}

fits() {
    "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null
}

has() {
    command -v "$1" >/dev/null
}

how_to_get_python() {
    if has apt-get; then
        echo '  sudo apt install python3 python3-venv    (Debian 12, Ubuntu 24.04, Raspberry Pi OS 12, or newer)'
    elif has apk; then
        echo '  apk add python3    (Alpine 3.18 or newer)'
    elif has dnf; then
        echo '  sudo dnf install python3.12'
    elif has pacman; then
        echo '  sudo pacman -S python'
    elif has zypper; then
        echo '  sudo zypper install python312'
    elif has brew; then
        echo '  brew install python@3.13'
    else
        echo '  an installer from https://www.python.org/downloads/'
    fi
    echo 'On a system with older packages, uv brings one (https://docs.astral.sh/uv):'
    # shellcheck disable=SC2016 # for people to copy
    echo '  uv python install 3.13 && PYTHON="$(uv python find 3.13)" ./install.sh'
}

find_python() {
    for each in "${PYTHON:-python3.13}" python3.13 python3.12 python3.11 python3 python; do
        if fits "$each"; then
            echo "$each"
            return
        fi
        [ "$each" != "${PYTHON:-}" ] ||
            fail "PYTHON names $PYTHON, which is not Python 3.11 or newer."
    done
    fail 'autoredeem needs Python 3.11 or newer, and there is none here. Get it by' "$(how_to_get_python)"
}

check_bits() {
    "$1" -c 'import platform, sys
sys.exit(sys.maxsize < 2**32 and platform.machine()[:3] in ("arm", "aar"))' || fail \
        'This Python is one for 32-bit ARM, on which autoredeem is not supported: not every library' \
        'has packages for that. A Raspberry Pi 3, 4, 5 or Zero 2 runs the 64-bit Raspberry Pi OS, on' \
        'which it is (docs/installing.md).'
}

# The libraries for this computer. Where the system's C library is musl, MongoDB's driver would
# need a compiler: it is left out there.
requirements() {
    if "$venv" -c 'import sys, sysconfig
sys.exit("musl" not in sysconfig.get_config_var("EXT_SUFFIX"))'; then
        sed '/^pymongo==/,/[^\\]$/d' requirements/run.txt
    else
        cat requirements/run.txt
    fi
}

pip_install() {
    "$venv" -m pip install --quiet --disable-pip-version-check "$@" || fail \
        'The libraries could not be installed; the reason stands above. If it is the network, run' \
        'this again. If one of them has no package for this system, see docs/installing.md.'
}

if ! fits "$venv"; then
    python=$(find_python)
    check_bits "$python"
    echo "Setting up .venv with $python ..."
    "$python" -m venv --clear .venv ||
        fail 'Install what is missing (on Debian and Ubuntu: python3-venv), then run this again.'
fi
"$venv" -m pip --version >/dev/null 2>&1 || "$venv" -m ensurepip >/dev/null
requirements >.venv/requirements.txt
pip_install --require-hashes --only-binary :all: -r .venv/requirements.txt
pip_install --no-deps --no-build-isolation --editable .
echo 'Done. Start it with: ./autoredeem    (for example: ./autoredeem demo)'
