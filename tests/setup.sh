# shellcheck shell=sh
# Sourced by samples/run-month and tests/run: Debian packages that are not
# installed yet, and the build.

# packages_for build|test|all: names of Debian packages.
packages_for()
{
    echo gcc g++ libc6-dev cmake ninja-build pkg-config gettext python3 \
        python3-fonttools fonts-liberation2 libcsv-dev libsqlite3-dev \
        libhpdf-dev libqrencode-dev libzxing-dev zlib1g-dev nettle-dev \
        libexpat1-dev libzip-dev libgmime-3.0-dev libcurl4-openssl-dev sqlite3
    case $1 in
    test | all)
        echo libcmocka-dev mandoc shellcheck hledger qpdf poppler-utils \
            zbar-tools binutils openssl
        ;;
    esac
    [ "$1" != all ] || echo clang clang-tidy cppcheck valgrind
}

# install_for build|test|all: installs what is missing, as root or by sudo.
install_for()
{
    missing=
    for package in $(packages_for "$1"); do
        dpkg-query -W -f '${Status}' "$package" 2>/dev/null |
            grep -q 'install ok installed' || missing="$missing $package"
    done
    [ -z "$missing" ] && return
    echo "Installing packages:$missing"
    as_root=
    if [ "$(id -u)" -ne 0 ]; then
        command -v sudo >/dev/null || {
            echo "run this as root, or install sudo" >&2
            exit 1
        }
        as_root=sudo
    fi
    $as_root apt-get update -qq
    # shellcheck disable=SC2086
    $as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq \
        --no-install-recommends $missing >/dev/null
}

# build FOLDER OPTION...: configures and builds; quiet when all is well.
build()
{
    folder=$1
    shift
    mkdir -p "$folder"
    if ! {
        cmake -S . -B "$folder" -G Ninja "$@" && ninja -C "$folder"
    } >"$folder/build.log" 2>&1; then
        tail -40 "$folder/build.log"
        echo "the build failed; all of it: $folder/build.log" >&2
        exit 70
    fi
}
