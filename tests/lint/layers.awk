# Who may include whom, and in which order. Input: C files of cmd and lib,
# named from the top of the tree. Prints each breach; the caller fails if
# anything is printed. The table is the one of rtk-hacking(7).

function allow(layer, list,    n, i, word)
{
    n = split(list, word, " ")
    for (i = 1; i <= n; i++)
        may[layer, word[i]] = 1
}

function foreign(header, layers,    n, i, word)
{
    restricted[header] = 1
    n = split(layers, word, " ")
    for (i = 1; i <= n; i++)
        may[word[i], "<" header ">"] = 1
}

BEGIN {
    allow("base", "base")
    allow("num", "base num")
    allow("text", "base text")
    allow("model", "base num")
    allow("calc", "base num text model calc")
    allow("store", "base num text model store")
    allow("io", "base num text model io")
    allow("document", "base num text model io document")
    allow("flow", "base num text model calc store io document flow")
    allow("cmd", "base text model flow cmd io/printer.h store/db.h")

    foreign("nettle/sha2.h", "base")
    foreign("md5.h", "")
    foreign("iconv.h", "text")
    foreign("sqlite3.h", "store")
    foreign("csv.h", "io")
    foreign("expat.h", "io")
    foreign("hpdf.h", "io")
    foreign("qrencode.h", "io")
    foreign("gmime/gmime.h", "io")
    foreign("curl/curl.h", "io")
    foreign("zlib.h", "io")
    foreign("zip.h", "io")
    foreign("xlsxwriter.h", "io")
    foreign("getopt.h", "cmd")
    foreign("time.h", "cmd")
    foreign("sys/time.h", "cmd")
    foreign("libintl.h", "cmd")
    foreign("locale.h", "cmd io") # io: patterns of bytes

    # calc is pure: memory and limits, nothing that reads, prints or waits
    pure["string.h"] = pure["stdlib.h"] = pure["limits.h"] = 1
    pure["inttypes.h"] = pure["stdint.h"] = pure["stddef.h"] = 1
    pure["stdbool.h"] = 1
    # the innards of store stay in store
    private["store/stmt.h"] = "store"
    private["store/schema_embedded.h"] = "store"
}

function layer_of(path,    part)
{
    split(path, part, "/")
    if (path == "lib/model.h")
        return "model"
    return part[1] == "lib" ? part[2] : part[1]
}

function say(text)
{
    printf "%s:%d: %s\n", FILENAME, FNR, text
}

# Place of an include in the order base.h, own, system, project.
function rank_of(name, angled,    own)
{
    if (name == "base/base.h")
        return 1
    own = FILENAME
    sub(/^(lib|cmd)\//, "", own)
    sub(/\.c$/, ".h", own)
    # a part of a module opens with the module's header
    if (name == own || (count == 2 && !angled && name ~ "^" layer "/"))
        return 2
    return angled ? 3 : 4
}

function check_order(name, angled,    rank)
{
    if (FILENAME !~ /\.c$/)
        return
    rank = rank_of(name, angled)
    if (count == 1 && rank != 1)
        say("base/base.h comes first")
    if (rank < last_rank)
        say("order is base.h, own header, system, project: " name)
    if (rank == last_rank && name < last_name)
        say("sort the includes: " name " before " last_name)
    last_rank = rank
    last_name = name
}

FNR == 1 {
    layer = layer_of(FILENAME)
    count = last_rank = 0
    last_name = ""
}

/^#[ \t]*include[ \t]*</ {
    name = $0
    sub(/^[^<]*</, "", name)
    sub(/>.*$/, "", name)
    count++
    if ((name in restricted) && !((layer, "<" name ">") in may))
        say("<" name "> does not belong in " layer)
    if (layer == "calc" && !(name in pure))
        say("calc is pure: <" name ">")
    check_order(name, 1)
}

/^#[ \t]*include[ \t]*"/ {
    name = $0
    sub(/^[^"]*"/, "", name)
    sub(/".*$/, "", name)
    if (name ~ /errors\.def$/)
        next
    count++
    target = name
    if (name == "model.h")
        target = "model"
    else if (name !~ /\//)
        target = layer
    else
        sub(/\/.*$/, "", target)
    if (!((layer, target) in may) && !((layer, name) in may))
        say(layer " may not include \"" name "\"")
    if ((name in private) && private[name] != layer)
        say("\"" name "\" is for " private[name] " alone")
    check_order(name, 0)
}

layer == "calc" && /[^a-z_](time|clock|printf|fopen|getenv)[ ]*\(/ {
    say("calc is pure: no clock, files or printing")
}
