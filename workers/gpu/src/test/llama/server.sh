#!/bin/sh
# llama.cpp's own OpenAI-compatible server, from Debian's unstable packages, unpacked into a folder and not installed:
#   sh server.sh FOLDER        then FOLDER/llama-server --help
# It needs apt on amd64 (any Debian release: the C library comes along) and some 120 MB.
set -eu
folder=$(mkdir -p "$1" && cd "$1" && pwd)
apt=$folder/apt
mkdir -p "$apt/lists/partial" "$apt/cache/archives/partial" "$folder/root"
keys=/usr/share/keyrings/debian-archive-keyring.gpg
echo "deb [signed-by=$keys] ${DEBIAN_MIRROR:-http://deb.debian.org/debian} sid main" > "$apt/sources.list"
: > "$apt/status"
with="-o Dir::Etc::SourceList=$apt/sources.list -o Dir::Etc::SourceParts=/dev/null -o Dir::State::Lists=$apt/lists
      -o Dir::Cache=$apt/cache -o Dir::State::status=$apt/status -o APT::Sandbox::User=root -o Debug::NoLocking=1"
apt-get -q $with update
apt-get -q -y $with install --no-install-recommends --download-only llama.cpp-tools
for package in "$apt"/cache/archives/*.deb; do
    dpkg -x "$package" "$folder/root"
done
lib=$folder/root/usr/lib/x86_64-linux-gnu
cat > "$folder/llama-server" <<END
#!/bin/sh
# Named, because the server looks for processors' variants in the system's own folders.
export GGML_BACKEND_PATH=\${GGML_BACKEND_PATH:-$lib/ggml/backends0/libggml-cpu-haswell.so}
exec $lib/ld-linux-x86-64.so.2 --library-path $lib:$lib/llama:$lib/ggml/backends0 $folder/root/usr/bin/llama-server "\$@"
END
chmod +x "$folder/llama-server"
"$folder/llama-server" --version
